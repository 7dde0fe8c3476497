// The functions that formulas call (lab_…), for GLSL ES 3.00 and GLSL 3.30. The built-in ones are not enough:
// tanh overflows to NaN on some drivers, pow of a negative base is undefined, and sin and exp are as exact as
// the vendor likes. Here every result is finite for a finite argument and within 1e-5·max(1, |f|) of the true
// value on [−8, 8]; sums and products may overflow, so lab_finite ends every formula. The polynomials are
// those of src/base/simd_*.h.

float lab_finite(float x) { return clamp(x, -3.0e38, 3.0e38); }

// Zero wins: an underflowed factor times an overflowed one is 0, not NaN.
float lab_multiply(float x, float y) { return x == 0.0 || y == 0.0 ? 0.0 : x * y; }

float lab_divide(float x, float y) { return y == 0.0 ? sign(x) * 3.0e38 : lab_finite(x / y); }

float lab_sqrt(float x) { return sqrt(max(x, 0.0)); }

float lab_exp(float x) { return x < -87.0 ? 0.0 : exp(min(x, 88.0)); }

float lab_expm1(float x) {
  float series = x * (1.0 + x * (0.5 + x * (0.16666667 + x * 0.041666667)));
  return abs(x) < 0.05 ? series : lab_exp(x) - 1.0;
}

float lab_log(float x) { return log(max(x, 1.0e-37)); }

float lab_log1p(float x) {
  float series = x * (1.0 - x * (0.5 - x * (0.33333333 - x * 0.25)));
  return abs(x) < 0.02 ? series : lab_log(1.0 + x);
}

float lab_gauss(float x) {
  float bounded = min(abs(x), 9.4);
  return lab_exp(-bounded * bounded);
}

float lab_sigmoid(float x) {
  float e = lab_exp(-abs(x));
  return (x < 0.0 ? e : 1.0) / (1.0 + e);
}

float lab_softplus(float x) { return max(x, 0.0) + lab_log1p(lab_exp(-abs(x))); }

float lab_tanh(float x) {
  float e = lab_exp(-2.0 * min(abs(x), 40.0));
  float y = (1.0 - e) / (1.0 + e);
  return x < 0.0 ? -y : y;
}

// 1 − erf(a) for a in [0, 3.95], as e^(a·R(a)).
float lab_erfc_right(float a) {
  float r = -0.0001176438377 + a * 9.256579499e-6;
  r = 0.000160407025 + a * (-0.001667040494 + a * (0.0006328450444 + a * r));
  r = -1.128379172 + a * (-0.636619382 + a * (-0.1027778295 + a * (0.01915305914 + a * r)));
  return a > 3.95 ? 0.0 : lab_exp(a * r);
}

float lab_erf(float x) {
  float y = 1.0 - lab_erfc_right(min(abs(x), 4.0));
  return x < 0.0 ? -y : y;
}

float lab_erfc(float x) {
  float y = lab_erfc_right(min(abs(x), 4.0));
  return x < 0.0 ? 2.0 - y : y;
}

float lab_sinh(float x) {
  float e = lab_exp(abs(x));
  float y = 0.5 * (e - 1.0 / e);
  return abs(x) < 0.1 ? x * (1.0 + x * x * 0.16666667) : x < 0.0 ? -y : y;
}

float lab_cosh(float x) {
  float e = lab_exp(abs(x));
  return 0.5 * (e + 1.0 / e);
}

float lab_asinh(float x) {
  float a = min(abs(x), 1.0e18);
  float u = a * a;
  float y = a < 0.1 ? a * (1.0 + u * (-0.16666667 + u * 0.075)) : lab_log(a + sqrt(u + 1.0));
  return x < 0.0 ? -y : y;
}

// The sine `turns` quarter turns further than x; Cody and Waite's reduction, 0 beyond 102900.
float lab_sin_shifted(float x, int turns) {
  float bounded = abs(x) <= 102900.0 ? x : 0.0;
  float n = floor(bounded * 0.63661977 + 0.5);
  float r = bounded - n * 1.5703125;
  r -= n * 0.0004825592041015625;
  r -= n * 1.26759084e-6;
  int quarter = (int(n) + turns) & 3;
  float u = r * r;
  float sine = r + r * u * (-0.1666665454 + u * (0.008332156088 - u * 0.0001951463574));
  float cosine = 1.0 - 0.5 * u + u * u * (0.04166664675 + u * (-0.001388736141 + u * 2.443772579e-5));
  float y = (quarter & 1) == 1 ? cosine : sine;
  return quarter >= 2 ? -y : y;
}

float lab_sin(float x) { return lab_sin_shifted(x, 0); }
float lab_cos(float x) { return lab_sin_shifted(x, 1); }
float lab_tan(float x) { return lab_divide(lab_sin(x), lab_cos(x)); }

float lab_sinc(float x) {
  float u = x * x;
  return u < 0.01 ? 1.0 + u * (-0.16666667 + u * 0.0083333333) : lab_divide(lab_sin(x), x);
}

// Arcsine of s in [−1/2, 1/2].
float lab_asin_small(float s) {
  float u = s * s;
  float p = 0.0454702662 + u * (0.02418002286 + u * 0.04216549175);
  return s + s * u * (0.1666675246 + u * (0.07495298588 + u * p));
}

float lab_asin(float x) {
  float a = min(abs(x), 1.0);
  float y = a > 0.5 ? 1.57079633 - 2.0 * lab_asin_small(sqrt(0.5 * (1.0 - a))) : lab_asin_small(a);
  return x < 0.0 ? -y : y;
}

float lab_acos(float x) { return 1.57079633 - lab_asin(x); }

float lab_atan(float x) {
  float a = abs(x);
  float s = a > 1.0 ? 1.0 / a : a;
  float u = s * s;
  float p = 0.05795770641 + u * (-0.0311779684 + u * (0.01091467719 - u * 0.001793638968));
  p = -0.1426424203 + u * (0.1095218769 + u * (-0.08403456373 + u * p));
  p = -0.3333329909 + u * (0.1999854832 + u * p);
  float y = s + s * u * p;
  y = a > 1.0 ? 1.57079633 - y : y;
  return x < 0.0 ? -y : y;
}

// |n| ≤ 64. The loop has a constant length:
// Mesa 22 never finishes compiling one that shifts its counter to 0.
float lab_integer_power(float x, int n) {
  float result = 1.0;
  float square = x;
  int rest = abs(n);
  for (int bit = 0; bit < 7; ++bit) {
    if ((rest & 1) == 1) result *= square;
    square *= square;
    rest >>= 1;
  }
  return n < 0 ? lab_divide(1.0, result) : lab_finite(result);
}

// A negative base needs an integer exponent; without a real value the result is 0.
float lab_pow(float x, float y) {
  if (y == 0.0) return 1.0;
  if (x == 0.0) return y > 0.0 ? 0.0 : 3.0e38;
  float magnitude = lab_exp(y * log(abs(x)));
  if (x > 0.0) return magnitude;
  if (floor(y) != y) return 0.0;
  return floor(0.5 * y) * 2.0 == y ? magnitude : -magnitude;
}
