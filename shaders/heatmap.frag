// Values on a raster of the plane become pictures of units: one large one, or rows of thumbnails.

uniform highp usampler2D u_values;  // laid out as layer.frag writes it; the outermost samples lie on the plane's edge
uniform int u_raster;               // samples per side
uniform ivec2 u_origin;             // of the first picture in the target, pixels
uniform int u_side_px;              // of a picture
uniform int u_gutter_px;            // around each; repeats the edge so that filtering does not bleed
uniform int u_columns;
uniform int u_first_unit;  // of the first picture
uniform int u_units;       // pictures
uniform int u_kind;        // 0: the inputs themselves, 1: an activation, 2: a logit
uniform float u_boundary_px;
uniform vec3 u_negative;
uniform vec3 u_zero;
uniform vec3 u_positive;
uniform vec3 u_boundary;

out vec4 colour;

float value_at(ivec2 sample_at, int unit) {
  uvec4 four = texelFetch(u_values, ivec2(sample_at.x, sample_at.y + (unit >> 2) * u_raster), 0);
  int i = unit & 3;
  return uintBitsToFloat(i == 0 ? four.x : i == 1 ? four.y : i == 2 ? four.z : four.w);
}

// -1 … 1; 0 for what is not a number.
float shade(float value) {
  if (!(abs(value) <= 3.0e38)) return value > 0.0 ? 1.0 : value < 0.0 ? -1.0 : 0.0;
  if (u_kind != 2) return clamp(value, -1.0, 1.0);
  float e = exp(-abs(value));  // 2 sigmoid(value) - 1, without overflow
  return sign(value) * (1.0 - e) / (1.0 + e);
}

void main() {
  ivec2 at = ivec2(gl_FragCoord.xy) - u_origin;
  int pitch = u_side_px + 2 * u_gutter_px;
  ivec2 cell = at / pitch;
  int picture = cell.y * u_columns + cell.x;
  if (picture >= u_units) {
    colour = vec4(u_zero, 1.0);
    return;
  }
  int unit = u_first_unit + picture;
  vec2 place = (vec2(clamp(at - cell * pitch - u_gutter_px, 0, u_side_px - 1)) + 0.5) / float(u_side_px);
  float value;
  float line = 0.0;
  if (u_kind == 0) {
    value = 2.0 * (unit == 0 ? place.x : place.y) - 1.0;
  } else {
    vec2 position = place * float(u_raster - 1);
    ivec2 corner = min(ivec2(position), ivec2(u_raster - 2));
    vec2 f = position - vec2(corner);
    float v00 = value_at(corner, unit);
    float v10 = value_at(corner + ivec2(1, 0), unit);
    float v01 = value_at(corner + ivec2(0, 1), unit);
    float v11 = value_at(corner + ivec2(1, 1), unit);
    value = mix(mix(v00, v10, f.x), mix(v01, v11, f.x), f.y);
    if (u_boundary_px > 0.0) {
      vec2 slope = vec2(mix(v10 - v00, v11 - v01, f.y), mix(v01 - v00, v11 - v10, f.x));
      float slope_per_px = length(slope) * float(u_raster - 1) / float(u_side_px);
      if (slope_per_px > 0.0) {
        line = clamp(0.5 * u_boundary_px + 0.5 - abs(value) / slope_per_px, 0.0, 1.0);
      }
    }
  }
  float v = shade(value);
  vec3 fill = mix(u_zero, v < 0.0 ? u_negative : u_positive, abs(v));
  colour = vec4(mix(fill, u_boundary, line), 1.0);
}
