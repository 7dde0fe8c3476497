// Lets the program ask for graphics state without waiting. In Chromium a getParameter of the values below goes to the
// GPU process and back, after everything drawn so far: Dear ImGui asks for them in every frame to restore them later,
// so that training would wait for drawing. They only change by the calls that are listened to here.
//
// And keeps what is read back apart from the program's memory. Firefox, where it resists fingerprinting, writes noise over
// all of the array it is given, not only over the pixels asked for, and Emscripten gives it the whole memory.

// Call it with a new context, and again with the same one after it was restored: everything is at its default then.
export function remember_state(gl) {
  const known = new Map([
    [gl.SCISSOR_BOX, [0, 0, gl.drawingBufferWidth, gl.drawingBufferHeight]], [gl.COLOR_WRITEMASK, [true, true, true, true]],
    [gl.BLEND_SRC_RGB, gl.ONE], [gl.BLEND_DST_RGB, gl.ZERO], [gl.BLEND_SRC_ALPHA, gl.ONE], [gl.BLEND_DST_ALPHA, gl.ZERO],
    [gl.BLEND_EQUATION_RGB, gl.FUNC_ADD], [gl.BLEND_EQUATION_ALPHA, gl.FUNC_ADD],
  ]);
  const original = Object.getPrototypeOf(gl);
  gl.getParameter = (name) => {
    return known.has(name) ? known.get(name) : original.getParameter.call(gl, name);
  };
  const after = (method, note) => {
    gl[method] = (...values) => {
      original[method].apply(gl, values);
      note(...values);
    };
  };
  const blend_functions = (source, target, source_alpha, target_alpha) => {
    known.set(gl.BLEND_SRC_RGB, source).set(gl.BLEND_DST_RGB, target);
    known.set(gl.BLEND_SRC_ALPHA, source_alpha).set(gl.BLEND_DST_ALPHA, target_alpha);
  };
  const blend_equations = (colour, alpha) => known.set(gl.BLEND_EQUATION_RGB, colour).set(gl.BLEND_EQUATION_ALPHA, alpha);
  after('scissor', (...box) => known.set(gl.SCISSOR_BOX, box));
  after('colorMask', (...mask) => known.set(gl.COLOR_WRITEMASK, mask));
  after('blendFunc', (source, target) => blend_functions(source, target, source, target));
  after('blendFuncSeparate', blend_functions);
  after('blendEquation', (equation) => blend_equations(equation, equation));
  after('blendEquationSeparate', blend_equations);
  gl.readPixels = (x, y, width, height, format, type, memory, place) => {
    if (format !== gl.RGBA && format !== gl.RGBA_INTEGER) throw new Error('only four channels are read back');
    const pixels = new memory.constructor(4 * width * height);
    original.readPixels.call(gl, x, y, width, height, format, type, pixels);
    memory.set(pixels, place);
  };
}
