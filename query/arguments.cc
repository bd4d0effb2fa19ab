#include "query/arguments.h"

#include <algorithm>
#include <cstddef>
#include <string_view>

#include "rsearch/edit_distance.h"

namespace rsearch {

namespace {

bool Contains(const std::vector<std::string>& names, std::string_view name) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

bool IsNumber(std::string_view text) {
  return !text.empty() && text.find_first_not_of("0123456789") == std::string_view::npos;
}

class Splitter {
 public:
  Splitter(const std::vector<std::string>& arguments, const OptionNames& names)
      : arguments_(arguments), names_(names) {}

  Result<Arguments> Run() {
    for (; at_ < arguments_.size(); ++at_) {
      const std::string& argument = arguments_[at_];
      if (argument == "--") {
        out_.words.insert(out_.words.end(),
                          arguments_.begin() + static_cast<std::ptrdiff_t>(at_) + 1,
                          arguments_.end());
        break;
      }
      if (argument.starts_with("--")) {
        if (auto read = Long(argument); !read) return read.error();
      } else if (argument.size() > 1 && argument.front() == '-') {
        Short(argument);
      } else {
        out_.words.push_back(argument);
      }
    }
    return std::move(out_);
  }

 private:
  Result<void> Long(const std::string& argument) {
    const std::size_t equals = argument.find('=');
    const std::string name = argument.substr(2, equals == std::string::npos ? equals : equals - 2);
    if (Contains(names_.flags, name) || Contains(names_.values, name)) {
      Option(argument, equals == std::string::npos && Contains(names_.values, name));
      return {};
    }
    if (name.find(' ') != std::string::npos) {  // quoted text, not a name
      out_.words.push_back(argument);
      return {};
    }
    std::vector<std::string> known = names_.flags;
    known.insert(known.end(), names_.values.begin(), names_.values.end());
    const std::string nearest = Nearest(name, known);
    return Error{ErrorCode::kUsage, "unknown option --" + name +
                                        (nearest.empty() ? "; to search for it, put -- before it"
                                                         : "; did you mean --" + nearest + "?")};
  }

  void Short(const std::string& argument) {
    const std::string_view letters = std::string_view(argument).substr(1);
    const bool takes_value = names_.short_values.find(letters.front()) != std::string::npos;
    if (takes_value && (letters.size() == 1 || IsNumber(letters.substr(1)))) {
      Option(argument, letters.size() == 1);
    } else if (letters.find_first_not_of(names_.short_flags) == std::string_view::npos) {
      Option(argument, false);
    } else {
      out_.words.push_back(argument);
    }
  }

  void Option(const std::string& argument, bool value_follows) {
    out_.options.push_back(argument);
    if (value_follows && at_ + 1 < arguments_.size()) out_.options.push_back(arguments_[++at_]);
  }

  const std::vector<std::string>& arguments_;
  const OptionNames& names_;
  std::size_t at_ = 0;
  Arguments out_;
};

}  // namespace

Result<Arguments> SplitArguments(const std::vector<std::string>& arguments,
                                 const OptionNames& names) {
  return Splitter(arguments, names).Run();
}

}  // namespace rsearch
