#include "oracle/golden.h"

#include <doctest/doctest.h>

#include <cmath>
#include <sstream>
#include <string>

using namespace lab;

namespace {

oracle::GoldenReport check(const std::string& text) {
  std::istringstream file(text);
  return oracle::check_golden(file);
}

}  // namespace

TEST_CASE("comments, the header and empty lines of a reference file are no rows") {
  const oracle::GoldenReport report =
      check("# comment\r\nid,params,x_hex,x,f,df,f32,df32,tag\r\n\r\nrelu,,0x1p+1,2,2,1,2,1,special\r\n");
  CHECK(report.rows == 1);
  CHECK(report.passed == 1);
  CHECK(report.worst.line == 4);
}

TEST_CASE("a wrong value and a wrong slope fail, and the worst is told") {
  const oracle::GoldenReport report = check(
      "relu,,0x1p+1,2,2.000001,1,2,1,special\n"
      "relu,,0x1p+1,2,2,1.1,2,1,special\n"
      "relu,,0x1p+1,2,2.0000004,1,2,1,special\n");
  CHECK(report.rows == 3);
  CHECK(report.passed == 1);
  REQUIRE(report.failed.size() == 2);
  CHECK(report.failed[0].line == 1);
  CHECK_FALSE(report.failed[0].is_slope);
  // 4 ulp of 2 are 9.5e-7: the rule allows more than 2.5e-7 here. (Written with five digits.)
  CHECK(report.failed[0].share == doctest::Approx(1e-6 / 9.5367e-7).epsilon(0.001));
  CHECK(report.worst.line == 2);
  CHECK(report.worst.is_slope);
  CHECK(report.worst.got == 1.0F);
  CHECK(report.worst.wanted == 1.1);
}

TEST_CASE("an overflow must be infinite or the largest float, of the right sign") {
  CHECK(check("cube,,0x1p+100,1,inf,inf,inf,inf,special\n").passed == 1);
  CHECK(check("cube,,0x1p+100,1,-inf,inf,inf,inf,special\n").passed == 0);
  CHECK(check("cube,,0x1p+20,1,inf,inf,inf,inf,special\n").passed == 0);
  CHECK(check("cube,,0x1p+100,1,1e38,inf,1e38,inf,special\n").passed == 0);
}

TEST_CASE("the sine of a huge argument needs only to be a sine") {
  CHECK(check("sin,omega=3,0x1p+90,1,0.9,2.9,0.9,2.9,special+huge\n").passed == 1);
  CHECK(check("cos,,0x1p+90,1,0.9,0.9,0.9,0.9,special+huge\n").passed == 1);
  CHECK(check("cos,,0x1p+90,1,0.9,0.9,0.9,0.9,special\n").passed == 0);
  CHECK(check("gcu,,0x1p+90,1,0.9,2.9,0.9,2.9,special+huge\n").passed == 1);
}

TEST_CASE("parameters are taken in their order, and missing ones are the defaults") {
  CHECK(check("leaky_relu,negative_slope=0.5,-0x1p+1,-2,-1,0.5,-1,0.5,random\n").passed == 1);
  CHECK(check("leaky_relu,,-0x1p+0,-1,-0.01,0.01,0,0,random\n").passed == 1);
  CHECK(check("hardtanh,min_val=-2;max_val=3,0x1p+3,8,3,0,3,0,random\n").passed == 1);
}

TEST_CASE("a malformed line counts as failed and says what is wrong with it") {
  const oracle::GoldenReport report = check(
      "relu,,0x1p+1,2,2,1,2,1\n"
      "relo,,0x1p+1,2,2,1,2,1,special\n"
      "relu,a=1,0x1p+1,2,2,1,2,1,special\n"
      "leaky_relu,negative_slope,0x1p+1,2,2,1,2,1,special\n"
      "leaky_relu,negative_slope=x,0x1p+1,2,2,1,2,1,special\n"
      "relu,,two,2,2,1,2,1,special\n"
      "relu,,inf,2,2,1,2,1,special\n"
      "relu,,0x1p+1,2,nan,1,2,1,special\n"
      "relu,,0x1p+1,2,2,,2,1,special\n"
      "garbage\n");
  CHECK(report.rows == 10);
  CHECK(report.passed == 0);
  REQUIRE(report.problems.size() == 10);
  using oracle::GoldenFault;
  const GoldenFault expected[] = {GoldenFault::wrong_columns,    GoldenFault::unknown_activation,
                                  GoldenFault::wrong_parameters, GoldenFault::wrong_parameters,
                                  GoldenFault::wrong_parameters, GoldenFault::bad_number,
                                  GoldenFault::bad_number,       GoldenFault::bad_number,
                                  GoldenFault::bad_number,       GoldenFault::wrong_columns};
  for (std::size_t i = 0; i < report.problems.size(); ++i) {
    CHECK(report.problems[i].fault == expected[i]);
    CHECK(report.problems[i].line == i + 1);
  }
  CHECK(report.problems[1].token == "relo");
  CHECK(report.problems[5].token == "two");
}
