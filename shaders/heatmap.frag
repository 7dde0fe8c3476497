// Values on a raster of the plane become pictures of units: one large one, or lines of thumbnails. Free of
// branches and of integer division, which software rasterizers are slow at.

// Laid out as layer.frag writes it; the outermost samples lie on the plane's edge.
uniform highp usampler2D u_values;
uniform int u_raster;               // samples per side
uniform vec2 u_origin;              // of the first picture in the target, pixels
uniform float u_side_px;            // of a picture
uniform float u_gutter_px;          // around each; repeats the edge so that filtering does not bleed
uniform float u_columns;            // pictures to a line
uniform float u_first_unit;         // of the first picture
uniform float u_end_unit;           // after the last; what is left of its line takes the colour of 0
uniform int u_kind;                 // 0: the inputs themselves, 1: an activation, 2: a logit
uniform float u_boundary_px;
uniform vec3 u_negative;
uniform vec3 u_zero;
uniform vec3 u_positive;
uniform vec3 u_boundary;

out vec4 colour;

float value_at(ivec2 sample_at, int component) {
  uvec4 four = texelFetch(u_values, sample_at, 0);
  return uintBitsToFloat(component == 0 ? four.x : component == 1 ? four.y : component == 2 ? four.z : four.w);
}

// -1 … 1; 0 for what is not a number.
float shade(float value) {
  float bounded = clamp(value, -60.0, 60.0);
  float e = exp(-abs(bounded));
  float logit = sign(bounded) * (1.0 - e) / (1.0 + e);  // 2 sigmoid(value) - 1
  float v = u_kind == 2 ? logit : clamp(bounded, -1.0, 1.0);
  return value == value ? v : 0.0;
}

void main() {
  vec2 at = gl_FragCoord.xy - u_origin;
  float pitch = u_side_px + 2.0 * u_gutter_px;
  vec2 cell = floor(at / pitch);
  float unit = u_first_unit + cell.y * u_columns + cell.x;
  vec2 place = clamp(at - cell * pitch - u_gutter_px, 0.5, u_side_px - 0.5) / u_side_px;

  vec2 position = place * float(u_raster - 1);
  ivec2 corner = ivec2(position);
  vec2 f = position - vec2(corner);
  int component = int(unit) & 3;
  int block_line = (int(unit) >> 2) * u_raster;
  corner.y += block_line;
  float v00 = value_at(corner, component);
  float v10 = value_at(corner + ivec2(1, 0), component);
  float v01 = value_at(corner + ivec2(0, 1), component);
  float v11 = value_at(corner + ivec2(1, 1), component);
  vec2 lower_upper = vec2(v00, v01) + f.x * vec2(v10 - v00, v11 - v01);
  float value = mix(lower_upper.x, lower_upper.y, f.y);
  vec2 input_value = 2.0 * place - 1.0;
  value = u_kind == 0 ? (unit == 0.0 ? input_value.x : input_value.y) : value;

  // The line runs where the value, continued along its slope, is 0: but only if the sample beyond has the
  // other sign, or else the jumps of a step function would be lines too. 0.75 is more than rounding to a
  // sample can take back.
  vec2 slope = vec2(mix(v10 - v00, v11 - v01, f.y), lower_upper.y - lower_upper.x);
  float steepness = max(length(slope), 1e-30);
  float samples_to_zero = abs(value) / steepness;
  vec2 beyond = position - sign(value) * slope / steepness * (min(samples_to_zero, 4.0) + 0.75);
  ivec2 beyond_at = ivec2(clamp(beyond + 0.5, 0.0, float(u_raster - 1)));
  float opposite = value_at(ivec2(beyond_at.x, beyond_at.y + block_line), component);
  float px_to_zero = samples_to_zero * u_side_px / float(u_raster - 1);
  bool has_line = u_boundary_px > 0.0 && (opposite > 0.0) != (value > 0.0);
  float line = has_line ? clamp(0.5 * u_boundary_px + 0.5 - px_to_zero, 0.0, 1.0) : 0.0;

  float v = unit < u_end_unit ? shade(value) : 0.0;
  vec3 fill = mix(u_zero, v < 0.0 ? u_negative : u_positive, abs(v));
  colour = vec4(mix(fill, u_boundary, line), 1.0);
}
