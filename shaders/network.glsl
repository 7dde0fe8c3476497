// The weights, and the points of the plane, as every pass that runs a network reads them.

// Row after row of (w_0 … w_in-1, bias), each row filled up with zeros to whole texels; 64 texels a line.
// Behind the rows of a layer that is normalised layer-wise come its γ, four units to a texel, and its β.
uniform highp sampler2D u_weights;

uniform vec2 u_plane;  // x1 = x2 = u_plane.x + u_plane.y * sample, along either axis

vec4 weights(int texel) { return texelFetch(u_weights, ivec2(texel & 63, texel >> 6), 0); }

// 1/√(variance + ε) of layer normalisation; ε as in src/nn/norm.h.
float inverse_deviation(float variance) { return 1.0 / sqrt(variance + 1.0e-5); }

vec2 plane_point(ivec2 sample_at) { return u_plane.x + u_plane.y * vec2(sample_at); }
