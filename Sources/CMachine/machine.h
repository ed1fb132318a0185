// What Swift's Glibc module does not offer: processor features, thread affinity, cache-line eviction.
#ifndef ARCHCOST_CMACHINE_H
#define ARCHCOST_CMACHINE_H

#include <stddef.h>

// Declared here because <sched.h> offers them under _GNU_SOURCE only; glibc has both.
int sched_setaffinity(int pid, size_t size, const unsigned long *mask);
int sched_getaffinity(int pid, size_t size, unsigned long *mask);
int sched_getcpu(void);

/// Reads and writes back one word of every cache line, as whoever just wrote the buffer would have left it.
static inline void archcost_rewrite(void *_Nonnull start, size_t bytes) {
    volatile char *memory = (volatile char *)start;
    for (size_t place = 0; place < bytes; place += 64) memory[place] = memory[place];
}

/// Asks for a cache line that will be read soon, into the second-level cache. The address need not be valid.
static inline void archcost_prefetch(const void *_Nonnull line) { __builtin_prefetch(line, 0, 2); }

/// Tells the processor that the thread waits in a loop.
static inline void archcost_pause(void) {
#if defined(__x86_64__)
    __builtin_ia32_pause();
#elif defined(__aarch64__)
    __asm__ volatile("yield");
#endif
}

#if defined(__x86_64__)
static inline int archcost_has_avx2_fma(void) {
    __builtin_cpu_init();
    return __builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma") && __builtin_cpu_supports("bmi2");
}

static inline int archcost_has_avx512(void) {
    __builtin_cpu_init();
    return archcost_has_avx2_fma() && __builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512bw")
        && __builtin_cpu_supports("avx512cd") && __builtin_cpu_supports("avx512dq")
        && __builtin_cpu_supports("avx512vl");
}

/// Evicts every line of a buffer from all cache levels, and waits until that is done.
static inline int archcost_evict(const void *_Nonnull start, size_t bytes) {
    const char *line = (const char *)((size_t)start & ~(size_t)63);
    const char *end = (const char *)start + bytes;
    for (; line < end; line += 64) __builtin_ia32_clflush(line);
    __builtin_ia32_mfence();
    return 1;
}
#else
static inline int archcost_has_avx2_fma(void) { return 0; }
static inline int archcost_has_avx512(void) { return 0; }
static inline int archcost_evict(const void *_Nonnull start, size_t bytes) { (void)start; (void)bytes; return 0; }
#endif

#endif
