// Layer normalisation over a raster, as src/nn/norm.h has it, and then the activation: from the sums z of a
// whole layer, which layer.frag has written with 0 for the units that are not there, to values laid out the
// same way. Needs float activation(float).

uniform highp usampler2D u_sums;
uniform int u_raster;  // samples per side
uniform int u_units;
uniform float u_share;      // 1 / units
uniform int u_first_texel;  // of γ, four units to a texel; β follows

out uvec4 bits;

vec4 sums(ivec2 sample_at, int block) {
  return uintBitsToFloat(texelFetch(u_sums, ivec2(sample_at.x, sample_at.y + block * u_raster), 0));
}

// Distances from the mean, 0 for units that are not there.
vec4 distances(vec4 z, float mean, int block) {
  int units = u_units - 4 * block;
  vec4 is_unit = vec4(1.0, units > 1 ? 1.0 : 0.0, units > 2 ? 1.0 : 0.0, units > 3 ? 1.0 : 0.0);
  return (z - mean) * is_unit;
}

void main() {
  ivec2 at = ivec2(gl_FragCoord.xy);
  // In floats: a software rasterizer divides integers slowly.
  int block = int((float(at.y) + 0.5) / float(u_raster));
  ivec2 sample_at = ivec2(at.x, at.y - block * u_raster);
  int blocks = (u_units + 3) / 4;
  float total = 0.0;
  for (int b = 0; b < blocks; ++b) {
    vec4 z = sums(sample_at, b);
    total = total + z.x + z.y + z.z + z.w;
  }
  float mean = total * u_share;
  float squares = 0.0;
  for (int b = 0; b < blocks; ++b) {
    vec4 d = distances(sums(sample_at, b), mean, b);
    squares += dot(d, d);
  }
  vec4 x = distances(sums(sample_at, block), mean, block) * inverse_deviation(squares * u_share);
  vec4 z = weights(u_first_texel + block) * x + weights(u_first_texel + blocks + block);
  int units = u_units - 4 * block;
  z.x = activation(z.x);
  z.y = units > 1 ? activation(z.y) : 0.0;
  z.z = units > 2 ? activation(z.z) : 0.0;
  z.w = units > 3 ? activation(z.w) : 0.0;
  bits = floatBitsToUint(z);
}
