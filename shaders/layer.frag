// One layer over a raster of the plane: four neighbouring units to a texel, as the bits of floats; the blocks
// of four lie above each other, u_raster lines each. Needs float activation(float).

uniform highp usampler2D u_previous;  // the layer before, laid out the same way
uniform bool u_is_first;              // its inputs are the point itself
uniform int u_raster;                 // samples per side
uniform int u_inputs;
uniform int u_units;
uniform int u_first_texel;  // of this layer's weights

out uvec4 bits;

// Inputs 4 * texel … 4 * texel + 3 with the 1 that the bias is multiplied with after the last of them.
vec4 inputs(ivec2 sample_at, int texel) {
  vec4 x = vec4(0.0);
  if (u_is_first) {
    x.xy = plane_point(sample_at);
  } else if (4 * texel < u_inputs) {
    x = uintBitsToFloat(texelFetch(u_previous, ivec2(sample_at.x, sample_at.y + texel * u_raster), 0));
  }
  int bias_at = u_inputs - 4 * texel;
  if (bias_at == 0) x.x = 1.0;
  if (bias_at == 1) x.y = 1.0;
  if (bias_at == 2) x.z = 1.0;
  if (bias_at == 3) x.w = 1.0;
  return x;
}

void main() {
  ivec2 at = ivec2(gl_FragCoord.xy);
  // In floats: a software rasterizer divides integers slowly.
  int block = int((float(at.y) + 0.5) / float(u_raster));
  ivec2 sample_at = ivec2(at.x, at.y - block * u_raster);
  int units = u_units - 4 * block;
  int row_texels = u_inputs / 4 + 1;
  int row = u_first_texel + 4 * block * row_texels;
  vec4 z = vec4(0.0);
  for (int t = 0; t < row_texels; ++t) {
    vec4 x = inputs(sample_at, t);
    z.x += dot(weights(row + t), x);
    if (units > 1) z.y += dot(weights(row + row_texels + t), x);
    if (units > 2) z.z += dot(weights(row + 2 * row_texels + t), x);
    if (units > 3) z.w += dot(weights(row + 3 * row_texels + t), x);
  }
  z.x = activation(z.x);
  z.y = units > 1 ? activation(z.y) : 0.0;
  z.z = units > 2 ? activation(z.z) : 0.0;
  z.w = units > 3 ? activation(z.w) : 0.0;
  bits = floatBitsToUint(z);
}
