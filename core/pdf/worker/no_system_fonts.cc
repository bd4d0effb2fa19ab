// poppler::page::text_list() looks, through fontconfig, for the file of every font that is not
// embedded: only to name it, and no word, box or size depends on it. These definitions, which the
// program's own shared libraries find before the library's, let every search find nothing. The
// worker then reads neither fontconfig's settings nor its caches: 128 files, written by many hands,
// that would have to be readable inside the sandbox, and 8 ms for each new worker.
//
// NOLINTBEGIN(readability-identifier-naming)
// As <fontconfig/fontconfig.h> declares them; the results are FcTrue and no set of fonts.
extern "C" {
int FcConfigSubstitute(void* config, void* pattern, int kind);
void FcDefaultSubstitute(void* pattern);
void* FcFontSort(void* config, void* pattern, int trim, void** coverage, int* result);
}

int FcConfigSubstitute(void* /*config*/, void* /*pattern*/, int /*kind*/) {
  return 1;
}

void FcDefaultSubstitute(void* /*pattern*/) {}

void* FcFontSort(void* /*config*/, void* /*pattern*/, int /*trim*/, void** /*coverage*/,
                 int* /*result*/) {
  return nullptr;
}
// NOLINTEND(readability-identifier-naming)
