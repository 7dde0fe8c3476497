// The weights, and the points of the plane, as every pass that runs a network reads them.

// Row after row of (w_0 … w_in-1, bias), each row filled up with zeros to whole texels; 64 texels a line.
uniform highp sampler2D u_weights;

uniform vec2 u_plane;  // x1 = x2 = u_plane.x + u_plane.y * sample, along either axis

vec4 weights(int texel) { return texelFetch(u_weights, ivec2(texel & 63, texel >> 6), 0); }

vec2 plane_point(ivec2 sample_at) { return u_plane.x + u_plane.y * vec2(sample_at); }
