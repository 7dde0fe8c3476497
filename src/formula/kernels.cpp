#include "formula/kernels.h"

#include "base/simd_math.h"

namespace lab::formula {

namespace {

namespace hn = base::hn;
using base::broadcast;
using base::FloatTag;
using base::Lanes;
using base::load;
using base::store;
using base::ValueSlope;
using base::zero_lanes;

// a·b, but 0 where 0 meets inf. (Then a + b is inf, while it is NaN when a or b is.)
Lanes product(Lanes a, Lanes b) {
  const Lanes plain = hn::Mul(a, b);
  const Lanes sum = hn::Add(a, b);
  const Lanes rescued = hn::IfThenZeroElse(hn::Eq(sum, sum), sum);
  return hn::IfThenElse(hn::Eq(plain, plain), plain, rescued);
}

// The guard costs more than the multiplication and is hardly ever needed. So a kernel that multiplies first
// runs over the block with the plain product, watches for NaN,
// and only if there was one runs again with the guard.
using Product = Lanes (*)(Lanes a, Lanes b);
Lanes plain_product(Lanes a, Lanes b) { return hn::Mul(a, b); }

struct NanWatch {
  base::LaneMask seen = hn::Lt(zero_lanes(), zero_lanes());

  void look_at(Lanes v) { seen = hn::Or(seen, hn::Ne(v, v)); }
  bool has_seen() const { return !hn::AllFalse(FloatTag(), seen); }
};

Lanes slope_at(const Operand& operand, std::size_t i) {
  return operand.slope == nullptr ? zero_lanes() : load(operand.slope + i);
}

// One operand: value F(x), slope D(x, f)·dx.

using UnaryValue = Lanes (*)(Lanes x);
using UnarySlope = Lanes (*)(Lanes x, Lanes f);
using UnaryBoth = ValueSlope (*)(Lanes x);

template <UnaryValue F>
void unary(const KernelCall& call) {
  for (std::size_t i = 0; i < call.n; i += base::kLanes)
    store(F(load(call.in[0].value + i)), call.out.value + i);
}

template <UnaryValue F, UnarySlope D, Product P>
bool run_unary_slope(const KernelCall& call) {
  NanWatch nan;
  for (std::size_t i = 0; i < call.n; i += base::kLanes) {
    const Lanes x = load(call.in[0].value + i);
    const Lanes f = F(x);
    const Lanes slope = P(D(x, f), load(call.in[0].slope + i));
    nan.look_at(slope);
    store(f, call.out.value + i);
    store(slope, call.out.slope + i);
  }
  return nan.has_seen();
}

template <UnaryValue F, UnarySlope D>
void unary_slope(const KernelCall& call) {
  if (run_unary_slope<F, D, plain_product>(call)) run_unary_slope<F, D, product>(call);
}

template <UnaryBoth F, Product P>
bool run_unary_both(const KernelCall& call) {
  NanWatch nan;
  for (std::size_t i = 0; i < call.n; i += base::kLanes) {
    const ValueSlope y = F(load(call.in[0].value + i));
    const Lanes slope = P(y.slope, load(call.in[0].slope + i));
    nan.look_at(slope);
    store(y.value, call.out.value + i);
    store(slope, call.out.slope + i);
  }
  return nan.has_seen();
}

template <UnaryBoth F>
void unary_both(const KernelCall& call) {
  if (run_unary_both<F, plain_product>(call)) run_unary_both<F, product>(call);
}

Lanes one() { return broadcast(1.0F); }
Lanes inverse(Lanes x) { return hn::Div(one(), x); }
// 1 where the mask holds, else 0; NaN where x is.
Lanes one_where(base::LaneMask mask, Lanes x) {
  return hn::IfThenElse(hn::Eq(x, x), hn::IfThenElseZero(mask, one()), x);
}

Lanes negative(Lanes x) { return hn::Neg(x); }
Lanes magnitude(Lanes x) { return hn::Abs(x); }
Lanes step(Lanes x) { return one_where(hn::Ge(x, zero_lanes()), x); }
Lanes relu(Lanes x) { return base::greater(zero_lanes(), x); }

Lanes slope_minus_one(Lanes, Lanes) { return broadcast(-1.0F); }
Lanes slope_flat(Lanes, Lanes) { return zero_lanes(); }
Lanes slope_abs(Lanes x, Lanes) { return base::sign(x); }
Lanes slope_relu(Lanes x, Lanes) { return one_where(hn::Gt(x, zero_lanes()), x); }
Lanes slope_exp(Lanes, Lanes f) { return f; }
Lanes slope_expm1(Lanes x, Lanes) { return base::exp(x); }
Lanes slope_log(Lanes x, Lanes) { return inverse(x); }
Lanes slope_log1p(Lanes x, Lanes) { return inverse(hn::Add(one(), x)); }
Lanes slope_sqrt(Lanes, Lanes f) { return hn::Div(broadcast(0.5F), f); }
Lanes slope_sin(Lanes x, Lanes) { return base::cos(x); }
Lanes slope_cos(Lanes x, Lanes) { return hn::Neg(base::sin(x)); }
Lanes slope_tan(Lanes, Lanes f) { return base::mul_add(f, f, one()); }
Lanes slope_sinc(Lanes x, Lanes f) { return base::sinc_slope(x, f); }
Lanes slope_asin(Lanes x, Lanes) { return inverse(hn::Sqrt(hn::Mul(hn::Sub(one(), x), hn::Add(one(), x)))); }
Lanes slope_acos(Lanes x, Lanes f) { return hn::Neg(slope_asin(x, f)); }
Lanes slope_atan(Lanes x, Lanes) { return inverse(base::mul_add(x, x, one())); }
Lanes slope_sinh(Lanes x, Lanes) { return base::cosh(x); }
Lanes slope_cosh(Lanes x, Lanes) { return base::sinh(x); }
Lanes slope_asinh(Lanes x, Lanes) { return inverse(hn::Sqrt(base::mul_add(x, x, one()))); }
Lanes slope_softplus(Lanes x, Lanes) { return base::sigmoid(x); }
Lanes slope_erf(Lanes x, Lanes) { return hn::Mul(broadcast(1.12837917F), base::gauss(x)); }
Lanes slope_erfc(Lanes x, Lanes f) { return hn::Neg(slope_erf(x, f)); }
Lanes slope_gauss(Lanes x, Lanes f) { return product(hn::Mul(broadcast(-2.0F), x), f); }

// Two operands.

using BinaryValue = Lanes (*)(Lanes a, Lanes b);

template <BinaryValue F>
void binary(const KernelCall& call) {
  for (std::size_t i = 0; i < call.n; i += base::kLanes) {
    store(F(load(call.in[0].value + i), load(call.in[1].value + i)), call.out.value + i);
  }
}

using BinarySlope = Lanes (*)(Lanes a, Lanes da, Lanes b, Lanes db, Lanes f);

template <BinaryValue F, BinarySlope D>
void binary_slope(const KernelCall& call) {
  for (std::size_t i = 0; i < call.n; i += base::kLanes) {
    const Lanes a = load(call.in[0].value + i);
    const Lanes b = load(call.in[1].value + i);
    const Lanes da = slope_at(call.in[0], i);
    const Lanes db = slope_at(call.in[1], i);
    const Lanes f = F(a, b);
    store(f, call.out.value + i);
    store(D(a, da, b, db, f), call.out.slope + i);
  }
}

Lanes sum(Lanes a, Lanes b) { return hn::Add(a, b); }
Lanes difference(Lanes a, Lanes b) { return hn::Sub(a, b); }
Lanes quotient(Lanes a, Lanes b) { return hn::Div(a, b); }
// NaN when either is.
Lanes smaller(Lanes a, Lanes b) { return hn::IfThenElse(hn::Eq(a, a), base::lesser(a, b), a); }
Lanes larger(Lanes a, Lanes b) { return hn::IfThenElse(hn::Eq(a, a), base::greater(a, b), a); }

Lanes less(Lanes a, Lanes b) { return hn::IfThenElseZero(hn::Lt(a, b), one()); }
Lanes less_equal(Lanes a, Lanes b) { return hn::IfThenElseZero(hn::Le(a, b), one()); }
Lanes greater(Lanes a, Lanes b) { return hn::IfThenElseZero(hn::Gt(a, b), one()); }
Lanes greater_equal(Lanes a, Lanes b) { return hn::IfThenElseZero(hn::Ge(a, b), one()); }
Lanes equal(Lanes a, Lanes b) { return hn::IfThenElseZero(hn::Eq(a, b), one()); }
Lanes not_equal(Lanes a, Lanes b) { return hn::IfThenZeroElse(hn::Eq(a, b), one()); }

Lanes slope_sum(Lanes, Lanes da, Lanes, Lanes db, Lanes) { return hn::Add(da, db); }
Lanes slope_difference(Lanes, Lanes da, Lanes, Lanes db, Lanes) { return hn::Sub(da, db); }
Lanes slope_quotient(Lanes, Lanes da, Lanes b, Lanes db, Lanes f) {
  return hn::Div(hn::Sub(da, product(f, db)), b);
}
Lanes slope_zero(Lanes, Lanes, Lanes, Lanes, Lanes) { return zero_lanes(); }
// b·a^(b−1)·a′ + a^b·log(a)·b′, each part only where its slope is not 0: log of a negative a is NaN.
Lanes slope_power(Lanes a, Lanes da, Lanes b, Lanes db, Lanes f) {
  const Lanes by_base = product(product(b, base::pow(a, hn::Sub(b, one()))), da);
  const Lanes by_exponent = product(product(f, base::log(a)), db);
  const Lanes zero = zero_lanes();
  return hn::Add(hn::IfThenZeroElse(hn::Eq(da, zero), by_base),
                 hn::IfThenZeroElse(hn::Eq(db, zero), by_exponent));
}

// The slope of an extremum on a tie is decided by which operands depend on x at all: an operand that does not
// wins, else the first does.
template <BinaryValue F, BinaryValue PrefersFirst>
void extremum_slope(const KernelCall& call) {
  const bool second_wins_tie = call.in[1].slope == nullptr;
  for (std::size_t i = 0; i < call.n; i += base::kLanes) {
    const Lanes a = load(call.in[0].value + i);
    const Lanes b = load(call.in[1].value + i);
    const Lanes f = F(a, b);
    const Lanes preferred = second_wins_tie ? hn::Sub(one(), PrefersFirst(b, a)) : PrefersFirst(a, b);
    const Lanes slope =
        hn::IfThenElse(hn::Gt(preferred, zero_lanes()), slope_at(call.in[0], i), slope_at(call.in[1], i));
    store(f, call.out.value + i);
    store(hn::IfThenElse(hn::Eq(f, f), slope, f), call.out.slope + i);
  }
}

// Products.

template <Product P>
bool run_multiply(const KernelCall& call) {
  NanWatch nan;
  for (std::size_t i = 0; i < call.n; i += base::kLanes) {
    const Lanes f = P(load(call.in[0].value + i), load(call.in[1].value + i));
    nan.look_at(f);
    store(f, call.out.value + i);
  }
  return nan.has_seen();
}

void multiply(const KernelCall& call) {
  if (run_multiply<plain_product>(call)) run_multiply<product>(call);
}

// constant·y
template <Product P>
bool run_scale_slope(const KernelCall& call, const Operand& constant, const Operand& y) {
  NanWatch nan;
  for (std::size_t i = 0; i < call.n; i += base::kLanes) {
    const Lanes factor = load(constant.value + i);
    const Lanes f = P(factor, load(y.value + i));
    const Lanes slope = P(factor, load(y.slope + i));
    nan.look_at(f);
    nan.look_at(slope);
    store(f, call.out.value + i);
    store(slope, call.out.slope + i);
  }
  return nan.has_seen();
}

template <Product P>
bool run_product_slope(const KernelCall& call) {
  const auto& [a, b, unused] = call.in;
  NanWatch nan;
  for (std::size_t i = 0; i < call.n; i += base::kLanes) {
    const Lanes left = load(a.value + i);
    const Lanes right = load(b.value + i);
    const Lanes f = P(left, right);
    const Lanes slope = hn::Add(P(left, load(b.slope + i)), P(load(a.slope + i), right));
    nan.look_at(f);
    nan.look_at(slope);
    store(f, call.out.value + i);
    store(slope, call.out.slope + i);
  }
  return nan.has_seen();
}

void multiply_slope(const KernelCall& call) {
  const Operand& a = call.in[0];
  const Operand& b = call.in[1];
  if (a.slope != nullptr && b.slope != nullptr) {
    if (run_product_slope<plain_product>(call)) run_product_slope<product>(call);
    return;
  }
  const Operand& constant = a.slope == nullptr ? a : b;
  const Operand& varying = a.slope == nullptr ? b : a;
  if (run_scale_slope<plain_product>(call, constant, varying)) {
    run_scale_slope<product>(call, constant, varying);
  }
}

// Integer powers and conditions.

void integer_power(const KernelCall& call) {
  const auto exponent = static_cast<int>(call.number);
  for (std::size_t i = 0; i < call.n; i += base::kLanes) {
    store(base::power(load(call.in[0].value + i), exponent), call.out.value + i);
  }
}

void integer_power_slope(const KernelCall& call) {
  const auto exponent = static_cast<int>(call.number);
  const Lanes factor = broadcast(static_cast<float>(exponent));
  for (std::size_t i = 0; i < call.n; i += base::kLanes) {
    const Lanes x = load(call.in[0].value + i);
    store(base::power(x, exponent), call.out.value + i);
    const Lanes slope = product(factor, base::power(x, exponent - 1));
    store(product(slope, load(call.in[0].slope + i)), call.out.slope + i);
  }
}

void select(const KernelCall& call) {
  for (std::size_t i = 0; i < call.n; i += base::kLanes) {
    const base::LaneMask is_false = hn::Eq(load(call.in[0].value + i), zero_lanes());
    store(hn::IfThenElse(is_false, load(call.in[2].value + i), load(call.in[1].value + i)),
          call.out.value + i);
  }
}

void select_slope(const KernelCall& call) {
  for (std::size_t i = 0; i < call.n; i += base::kLanes) {
    const base::LaneMask is_false = hn::Eq(load(call.in[0].value + i), zero_lanes());
    store(hn::IfThenElse(is_false, load(call.in[2].value + i), load(call.in[1].value + i)),
          call.out.value + i);
    store(hn::IfThenElse(is_false, slope_at(call.in[2], i), slope_at(call.in[1], i)), call.out.slope + i);
  }
}

constexpr std::array<KernelRow, kOpCount> kKernels = {{
    {Op::number, nullptr, nullptr},
    {Op::x, nullptr, nullptr},
    {Op::parameter, nullptr, nullptr},
    {Op::negate, unary<negative>, unary_slope<negative, slope_minus_one>},
    {Op::add, binary<sum>, binary_slope<sum, slope_sum>},
    {Op::subtract, binary<difference>, binary_slope<difference, slope_difference>},
    {Op::multiply, multiply, multiply_slope},
    {Op::divide, binary<quotient>, binary_slope<quotient, slope_quotient>},
    {Op::integer_power, integer_power, integer_power_slope},
    {Op::power, binary<base::pow>, binary_slope<base::pow, slope_power>},
    {Op::less, binary<less>, binary_slope<less, slope_zero>},
    {Op::less_equal, binary<less_equal>, binary_slope<less_equal, slope_zero>},
    {Op::greater, binary<greater>, binary_slope<greater, slope_zero>},
    {Op::greater_equal, binary<greater_equal>, binary_slope<greater_equal, slope_zero>},
    {Op::equal, binary<equal>, binary_slope<equal, slope_zero>},
    {Op::not_equal, binary<not_equal>, binary_slope<not_equal, slope_zero>},
    {Op::select, select, select_slope},
    {Op::min, binary<smaller>, extremum_slope<smaller, less_equal>},
    {Op::max, binary<larger>, extremum_slope<larger, greater_equal>},
    {Op::abs, unary<magnitude>, unary_slope<magnitude, slope_abs>},
    {Op::sign, unary<base::sign>, unary_slope<base::sign, slope_flat>},
    {Op::floor, unary<base::floor>, unary_slope<base::floor, slope_flat>},
    {Op::step, unary<step>, unary_slope<step, slope_flat>},
    {Op::relu, unary<relu>, unary_slope<relu, slope_relu>},
    {Op::exp, unary<base::exp>, unary_slope<base::exp, slope_exp>},
    {Op::expm1, unary<base::expm1>, unary_slope<base::expm1, slope_expm1>},
    {Op::log, unary<base::log>, unary_slope<base::log, slope_log>},
    {Op::log1p, unary<base::log1p>, unary_slope<base::log1p, slope_log1p>},
    {Op::sqrt, unary<base::sqrt>, unary_slope<base::sqrt, slope_sqrt>},
    {Op::sin, unary<base::sin>, unary_slope<base::sin, slope_sin>},
    {Op::cos, unary<base::cos>, unary_slope<base::cos, slope_cos>},
    {Op::tan, unary<base::tan>, unary_slope<base::tan, slope_tan>},
    {Op::sinc, unary<base::sinc>, unary_slope<base::sinc, slope_sinc>},
    {Op::asin, unary<base::asin>, unary_slope<base::asin, slope_asin>},
    {Op::acos, unary<base::acos>, unary_slope<base::acos, slope_acos>},
    {Op::atan, unary<base::atan>, unary_slope<base::atan, slope_atan>},
    {Op::sinh, unary<base::sinh>, unary_slope<base::sinh, slope_sinh>},
    {Op::cosh, unary<base::cosh>, unary_slope<base::cosh, slope_cosh>},
    {Op::tanh, unary<base::tanh>, unary_both<base::tanh_with_slope>},
    {Op::asinh, unary<base::asinh>, unary_slope<base::asinh, slope_asinh>},
    {Op::sigmoid, unary<base::sigmoid>, unary_both<base::sigmoid_with_slope>},
    {Op::softplus, unary<base::softplus>, unary_slope<base::softplus, slope_softplus>},
    {Op::erf, unary<base::erf>, unary_slope<base::erf, slope_erf>},
    {Op::erfc, unary<base::erfc>, unary_slope<base::erfc, slope_erfc>},
    {Op::gauss, unary<base::gauss>, unary_slope<base::gauss, slope_gauss>},
}};

constexpr bool is_in_order() {
  for (std::size_t i = 0; i < kOpCount; ++i) {
    if (kKernels[i].op != static_cast<Op>(i)) return false;
  }
  return true;
}
static_assert(is_in_order());

}  // namespace

const KernelRow& kernels(Op op) { return kKernels[static_cast<std::size_t>(op)]; }

}  // namespace lab::formula
