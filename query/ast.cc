#include "query/ast.h"

#include <string_view>

namespace rsearch {

namespace {

void AppendQuoted(const std::string& text, std::string* out) {
  out->push_back('"');
  for (const char c : text) {
    if (c == '"' || c == '\\') out->push_back('\\');
    out->push_back(c);
  }
  out->push_back('"');
}

std::string_view KindName(QueryNode::Kind kind) {
  switch (kind) {
    case QueryNode::Kind::kText:
      return "text";
    case QueryNode::Kind::kPhrase:
      return "phrase";
    case QueryNode::Kind::kPrefix:
      return "prefix";
    case QueryNode::Kind::kNear:
      return "near";
    case QueryNode::Kind::kField:
      return "field";
    case QueryNode::Kind::kOr:
      return "or";
    case QueryNode::Kind::kAll:
      return "all";
  }
  return "";
}

void Append(const QueryNode& node, std::string* out) {
  using Kind = QueryNode::Kind;
  if (node.occur == QueryNode::Occur::kMust) out->push_back('+');
  if (node.occur == QueryNode::Occur::kMustNot) out->push_back('-');
  out->append("(").append(node.kind == Kind::kField ? Name(node.field) : KindName(node.kind));
  if (node.kind == Kind::kNear) out->append(" ").append(std::to_string(node.window));
  if (node.kind == Kind::kText || node.kind == Kind::kPhrase || node.kind == Kind::kPrefix) {
    out->push_back(' ');
    AppendQuoted(node.text, out);
  }
  for (const FieldValue& value : node.values) {
    out->push_back(' ');
    AppendQuoted(value.text, out);
  }
  for (const QueryNode& child : node.children) {
    out->push_back(' ');
    Append(child, out);
  }
  out->push_back(')');
}

}  // namespace

std::string ToString(const QueryNode& node) {
  std::string out;
  Append(node, &out);
  return out;
}

}  // namespace rsearch
