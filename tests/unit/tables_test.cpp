#include "app/tables.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <set>

#include "act/activation.h"
#include "app/requests.h"
#include "base/text.h"

using namespace lab;

namespace {

app::App open(std::string_view link) {
  app::App a = app::make_app(link, {});
  while (app::is_busy(a)) app::advance(a, {0, 0, 10});
  return a;
}

const std::vector<std::string>& row_of(const app::Table& table, std::string_view name) {
  const auto row =
      std::find_if(table.rows.begin(), table.rows.end(), [&](const auto& r) { return r[0] == name; });
  REQUIRE_MESSAGE(row != table.rows.end(), "no row ", std::string(name));
  return *row;
}

}  // namespace

TEST_CASE("every table has a caption, cells for all its columns, and is made of text") {
  for (const char* link : {"data=moons&steps=300&net=3-2", "view=curves&act=relu,log&curvature=1",
                           "data=xor_table&net=0", "data=moons&net=4&norm=layer_norm&loss=mse&steps=20"}) {
    CAPTURE(link);
    app::App a = open(link);
    for (const std::string& id : app::table_ids(a)) {
      CAPTURE(id);
      const std::optional<app::Table> table = app::table_of(a, id);
      REQUIRE(table);
      CHECK_FALSE(table->caption.empty());
      CHECK(table->columns.size() >= 2);
      CHECK(table->rows.size() >= 1);
      for (const auto& row : table->rows) {
        CHECK(row.size() == table->columns.size());
        CHECK(std::none_of(row.begin(), row.end(), [](const std::string& cell) { return cell.empty(); }));
      }
    }
  }
}

TEST_CASE("the curves are read at round x, where someone else would compute them, too") {
  const app::App a = open("view=curves&act=relu,tanh&x=-6:6");
  const app::Table table = *app::table_of(a, "plot");
  CHECK(table.columns == std::vector<std::string>{"x", "ReLU", "ReLU′", "tanh", "tanh′"});
  CHECK(table.rows.size() == 25);  // every half
  CHECK(row_of(table, "2.5") ==
        std::vector<std::string>{"2.5", "2.5", "1", "0.9866", "0.02659"});  // 1 − tanh²(2.5)
  CHECK(row_of(table, "−1")[1] == "0");
}

TEST_CASE("where a function has no value its table says so") {
  const app::App a = open("view=curves&formula=log(x)&x=-1:1");
  CHECK(row_of(*app::table_of(a, "plot"), "−0.5")[1] == "no value");
}

TEST_CASE("a layer's table holds its weights and biases, row by row") {
  const app::App a = open("data=moons&net=3-2");
  const std::vector<float>& params = app::first_run(a).seen.snapshot.params;
  const app::Table first = *app::table_of(a, "layer.1");
  CHECK(first.columns == std::vector<std::string>{"Neuron", "x₁", "x₂", "Bias"});
  REQUIRE(first.rows.size() == 3);
  CHECK(first.rows[1][1] == i18n::number(static_cast<double>(params[2]), 4));
  CHECK(first.rows[2][3] == "0");  // biases begin at 0
  const app::Table output = *app::table_of(a, "layer.3");
  CHECK(output.rows.size() == 1);
  CHECK(output.columns.size() == 4);
  CHECK_FALSE(app::table_of(a, "layer.4"));
  CHECK_FALSE(app::table_of(a, "layer.0"));
}

TEST_CASE("the output's table is a map of the plane, in probabilities where the output is one") {
  const app::App a = open("data=gauss&steps=500");
  const app::Table table = *app::table_of(a, "output");
  CHECK(table.caption == "Probability of class 1 over the plane");
  REQUIRE(table.rows.size() == 9);
  CHECK(base::parse_number(table.rows.front()[0]).value() > base::parse_number(table.rows.back()[0]).value());
  std::set<std::string> cells;
  for (const auto& row : table.rows) cells.insert(row.begin() + 1, row.end());
  CHECK(cells.size() > 3);
  CHECK(open("data=gauss&loss=mse").shown.loss == "mse");
  CHECK(app::table_of(open("data=gauss&loss=mse"), "output")->caption == "The output over the plane");
}

TEST_CASE("the losses' table ends with what is shown and has no more rows than one can listen to") {
  const app::App a = open("data=moons&steps=3000");
  const app::Table table = *app::table_of(a, "loss_chart");
  CHECK(table.rows.size() <= 21);
  CHECK(table.rows.size() >= 10);
  CHECK(table.rows.front()[0] == "0");
  CHECK(table.rows.back()[0] == "3,000");
}

TEST_CASE("a table that does not exist is a sentence that names those that do") {
  app::App a = open("data=moons&net=2");
  const std::string answer = app::answer(a, "table wings", 0);
  CHECK(answer.find("wings") != std::string::npos);
  CHECK(answer.find("layer.2") != std::string::npos);
  CHECK(app::answer(a, "table layer.1", 0).find("\"rows\":[[") != std::string::npos);
}
