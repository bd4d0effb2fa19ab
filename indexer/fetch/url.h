// Links of catalogues, and where the PDF behind one is downloaded. Pure functions.
#pragma once

#include <string>
#include <string_view>

#include "rsearch/result.h"

namespace rsearch {

// The address that answers with the PDF `link` is about, percent-encoded and without a fragment, so
// that two links to one file give the same text. What a reader follows to a page about a PDF is
// turned into the PDF's own address:
//   arxiv.org/abs|html|pdf|ps|format|ftp/…, ar5iv     https://arxiv.org/pdf/1904.05068v2
//   github.com/OWNER/REPO/blob/…                      https://github.com/OWNER/REPO/raw/…
//   openreview.net/forum?id=ID                        https://openreview.net/pdf?id=ID
// Others stay as they are. kUsage with the reason as its message for what is no http or https
// address, or has a user name in it.
Result<std::string> PdfUrl(std::string_view link);

// Of a PdfUrl(): the host it asks, in lower case and without a port.
std::string HostOf(std::string_view url);

// Of a PdfUrl(): "1904.05068v2", "cs/0112017"; empty where it is not arXiv's.
std::string ArxivIdOf(std::string_view url);

// The last name of the URL's path, decoded: "210106_BERT.pdf". Any bytes but '/'; may be empty,
// "." or "..".
std::string NameInUrl(std::string_view url);

}  // namespace rsearch
