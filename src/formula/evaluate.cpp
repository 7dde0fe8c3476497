#include "formula/evaluate.h"

#include <algorithm>
#include <array>
#include <cassert>
#include <cstring>

#include "base/simd.h"
#include "formula/kernels.h"

namespace lab::formula {

namespace {

// Most programs are short, and afford long blocks: each kernel drains the processor's pipeline once per
// block. Long ones get short blocks, because the scratch of all instructions lies on the
// stack (up to 200 kB).
constexpr std::size_t kShortProgram = 24;

constexpr std::size_t block_size(std::size_t capacity) { return capacity <= kShortProgram ? 256 : 64; }

// One block of points for every instruction. Filled as far as the program is long; the rest stays untouched.
template <std::size_t Capacity, bool HasSlopes>
struct Scratch {
  static constexpr std::size_t kBlock = block_size(Capacity);
  alignas(16) float value[Capacity][kBlock];
  alignas(16) float slope[HasSlopes ? Capacity : 1][kBlock];
};

template <std::size_t Capacity, bool HasSlopes>
class Interpreter {
 public:
  // For up to `count` points a block: what does not depend on x is computed here, once.
  Interpreter(const Program& program, std::span<const float> params, std::size_t count) : program_(program) {
    for (std::size_t i = 0; i < program.instructions.size(); ++i) {
      const Instruction& instruction = program.instructions[i];
      if (instruction.op == Op::number) {
        fill(i, static_cast<float>(instruction.number), count);
      } else if (instruction.op == Op::parameter) {
        const auto index = static_cast<std::size_t>(instruction.number);
        fill(i, index < params.size() ? params[index] : 0.0F, count);
      } else if (instruction.op == Op::x) {
        if (HasSlopes) std::fill_n(scratch_.slope[i], count, 1.0F);
      } else if (!instruction.depends_on_x) {
        run(i, count);
      }
    }
  }

  // n ≤ count points, a multiple of base::kLanes. The results go to f and df, which must not overlap x, or
  // to where values() and slopes() are while these are null.
  void run_block(const float* x, std::size_t n, float* f = nullptr, float* df = nullptr) {
    x_ = x;
    destination_ = {f, df};
    for (std::size_t i = 0; i < program_.instructions.size(); ++i) {
      const Instruction& instruction = program_.instructions[i];
      if (instruction.depends_on_x && instruction.op != Op::x) run(i, n);
    }
  }

  const float* values() const { return value_of(program_.result()); }
  // Null when the result does not depend on x.
  const float* slopes() const {
    return program_.instructions.back().depends_on_x ? scratch_.slope[program_.result()] : nullptr;
  }
  // Whether the last instruction computes something at every block, and so can write elsewhere.
  bool can_write_elsewhere() const {
    return program_.instructions.back().depends_on_x && program_.instructions.back().op != Op::x;
  }

 private:
  void fill(std::size_t i, float value, std::size_t count) { std::fill_n(scratch_.value[i], count, value); }

  const float* value_of(std::size_t i) const {
    return program_.instructions[i].op == Op::x ? x_ : scratch_.value[i];
  }

  Operand at(std::size_t i) const {
    const bool has_slope = HasSlopes && program_.instructions[i].depends_on_x;
    return {value_of(i), has_slope ? scratch_.slope[HasSlopes ? i : 0] : nullptr};
  }

  Register destination(std::size_t i) {
    const bool has_slope = HasSlopes && program_.instructions[i].depends_on_x;
    Register out{scratch_.value[i], has_slope ? scratch_.slope[HasSlopes ? i : 0] : nullptr};
    if (i != program_.result()) return out;
    if (destination_.value != nullptr) out.value = destination_.value;
    if (destination_.slope != nullptr) out.slope = destination_.slope;
    return out;
  }

  void run(std::size_t i, std::size_t n) {
    const Instruction& instruction = program_.instructions[i];
    KernelCall call;
    for (int k = 0; k < row(instruction.op).operand_count; ++k) {
      call.in[static_cast<std::size_t>(k)] = at(instruction.operands[static_cast<std::size_t>(k)]);
    }
    call.out = destination(i);
    call.number = instruction.number;
    call.n = n;
    const KernelRow& kernel = kernels(instruction.op);
    (call.out.slope != nullptr ? kernel.value_and_slope : kernel.value)(call);
  }

  const Program& program_;
  const float* x_ = nullptr;
  Register destination_;
  Scratch<Capacity, HasSlopes> scratch_;
};

template <std::size_t Capacity>
void evaluate_values(const Program& program, std::span<const float> params, const float* x, float* f,
                     std::size_t n) {
  Interpreter<Capacity, false> interpreter(program, params, std::min(n, block_size(Capacity)));
  constexpr std::size_t kBlock = block_size(Capacity);
  const bool is_direct = f != x && interpreter.can_write_elsewhere();
  for (std::size_t start = 0; start < n; start += kBlock) {
    const std::size_t count = std::min(kBlock, n - start);
    interpreter.run_block(x + start, count, is_direct ? f + start : nullptr);
    if (!is_direct) std::memmove(f + start, interpreter.values(), count * sizeof(float));
  }
}

template <std::size_t Capacity>
void evaluate_both(const Program& program, std::span<const float> params, const float* x, float* f, float* df,
                   std::size_t n) {
  Interpreter<Capacity, true> interpreter(program, params, std::min(n, block_size(Capacity)));
  constexpr std::size_t kBlock = block_size(Capacity);
  const bool is_direct = f != x && df != x && interpreter.can_write_elsewhere();
  for (std::size_t start = 0; start < n; start += kBlock) {
    const std::size_t count = std::min(kBlock, n - start);
    interpreter.run_block(x + start, count, is_direct ? f + start : nullptr,
                          is_direct ? df + start : nullptr);
    if (is_direct) continue;
    std::memmove(f + start, interpreter.values(), count * sizeof(float));
    if (interpreter.slopes() != nullptr) {
      std::memcpy(df + start, interpreter.slopes(), count * sizeof(float));
    } else {
      std::fill_n(df + start, count, 0.0F);
    }
  }
}

}  // namespace

void value(const Program& program, std::span<const float> params, const float* x, float* f, std::size_t n) {
  assert(n % base::kLanes == 0 && program.instructions.size() <= kMaxDerivedInstructions);
  const bool is_short = program.instructions.size() <= kShortProgram;
  (is_short ? evaluate_values<kShortProgram> : evaluate_values<kMaxDerivedInstructions>)(program, params, x,
                                                                                         f, n);
}

void value_and_slope(const Program& program, std::span<const float> params, const float* x, float* f,
                     float* df, std::size_t n) {
  assert(n % base::kLanes == 0 && program.instructions.size() <= kMaxDerivedInstructions);
  const bool is_short = program.instructions.size() <= kShortProgram;
  (is_short ? evaluate_both<kShortProgram> : evaluate_both<kMaxDerivedInstructions>)(program, params, x, f,
                                                                                     df, n);
}

PointReading read_at(const Program& program, std::span<const float> params, float x) {
  alignas(16) std::array<float, base::kLanes> points{};
  alignas(16) std::array<float, base::kLanes> f{};
  alignas(16) std::array<float, base::kLanes> df{};
  points.fill(x);
  value_and_slope(program, params, points.data(), f.data(), df.data(), points.size());
  return {f[0], df[0]};
}

}  // namespace lab::formula
