// Lets the program ask for graphics state without waiting. In Chromium a getParameter of the values below goes to the
// GPU process and back, after everything drawn so far: Dear ImGui asks for them in every frame to restore them later,
// so that training would wait for drawing. They only change by the calls that are listened to here.
//
// And keeps what is read back apart from the program's memory. Firefox, where it resists fingerprinting, writes noise over
// all of the array it is given, not only over the pixels asked for, and Emscripten gives it the whole memory.

// Call it again with the same context after it was restored: everything is at its default then.
export function remember_state(gl) {
  const known = new Map();
  const names = new Set([
    gl.SCISSOR_BOX, gl.COLOR_WRITEMASK, gl.BLEND_SRC_RGB, gl.BLEND_DST_RGB, gl.BLEND_SRC_ALPHA, gl.BLEND_DST_ALPHA,
    gl.BLEND_EQUATION_RGB, gl.BLEND_EQUATION_ALPHA,
  ]);
  const original = Object.getPrototypeOf(gl);
  gl.getParameter = (name) => {
    if (!names.has(name)) return original.getParameter.call(gl, name);
    if (!known.has(name)) known.set(name, original.getParameter.call(gl, name));
    return known.get(name);
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
