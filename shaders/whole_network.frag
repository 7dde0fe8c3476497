// A whole small network in one pass. Needs float network(vec2), which is generated without loops and arrays:
// a software rasterizer runs those several times slower.

out uint bits;

void main() { bits = floatBitsToUint(network(plane_point(ivec2(gl_FragCoord.xy)))); }
