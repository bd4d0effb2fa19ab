// Ctrl-C and SIGTERM as a flag.
#pragma once

namespace rsearch {

// The first SIGINT or SIGTERM sets the flag; a second one of the same kind ends the process at
// once, which loses nothing but what is not committed. Call once, before any thread starts.
void CatchStopSignals();
bool StopRequested();
// SIGINT or SIGTERM once one has come; else 0.
int StopSignal();

}  // namespace rsearch
