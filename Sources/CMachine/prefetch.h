// In a header of its own, for compilers without an operating system (see Scripts/check-arm).
#ifndef ARCHCOST_PREFETCH_H
#define ARCHCOST_PREFETCH_H

/// Asks for a cache line that will be read soon, into the second-level cache. The address need not be valid.
static inline void archcost_prefetch(const void *_Nonnull line) { __builtin_prefetch(line, 0, 2); }

#endif
