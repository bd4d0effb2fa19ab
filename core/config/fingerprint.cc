#include <string>
#include <string_view>

#include "rsearch/codec.h"
#include "rsearch/name_rules.h"

namespace rsearch {
namespace {

// Lengths before strings keep different lists apart.
void Put(const std::vector<NameRule>& rules, ByteWriter* out) {
  out->Varint(rules.size());
  for (const NameRule& rule : rules) {
    out->String(rule.pattern);
    out->String(rule.title);
    out->String(rule.kind ? Name(*rule.kind) : std::string_view());
  }
}

void Put(const std::vector<std::string>& names, ByteWriter* out) {
  out->Varint(names.size());
  for (const std::string& name : names)
    out->String(name);
}

}  // namespace

std::string Fingerprint(const NameRules& rules) {
  ByteWriter out;
  Put(rules.files, &out);
  Put(rules.folders, &out);
  Put(rules.no_title, &out);
  Put(rules.no_field, &out);
  out.Varint(rules.fields.size());
  for (const auto& [folder, field] : rules.fields) {
    out.String(folder);
    out.String(field);
  }
  return out.Take();
}

}  // namespace rsearch
