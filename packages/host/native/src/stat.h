#pragma once
#include <sys/stat.h>

namespace host {
// Fills the record in the order that readStat() of stat.ts knows; 0.
int write_stat(const struct stat&);
}  // namespace host
