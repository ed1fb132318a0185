// What Swift's Glibc module does not offer: processor features, thread affinity, cache-line eviction.
#ifndef ARCHCOST_CMACHINE_H
#define ARCHCOST_CMACHINE_H

#include <stddef.h>
#include <string.h>
#include <sys/mman.h>

#include "prefetch.h"

// Declared here because <sched.h> and <pthread.h> offer them under _GNU_SOURCE only; glibc has all.
int sched_setaffinity(int pid, size_t size, const unsigned long *mask);
int sched_getaffinity(int pid, size_t size, unsigned long *mask);
int sched_getcpu(void);
int pthread_getaffinity_np(unsigned long thread, size_t size, unsigned long *mask);
int pthread_setaffinity_np(unsigned long thread, size_t size, const unsigned long *mask);
#if defined(__linux__)
void *_Nullable mremap(void *_Nonnull old, size_t old_size, size_t new_size, int flags, ...);
#endif

/// Reads and writes back one word of every cache line, as whoever just wrote the buffer would have left it.
static inline void archcost_rewrite(void *_Nonnull start, size_t bytes) {
    volatile char *memory = (volatile char *)start;
    for (size_t place = 0; place < bytes; place += 64) memory[place] = memory[place];
}

/// Whole pages for a buffer, zeroed; NULL where the system refuses.
static inline void *_Nullable archcost_map_pages(size_t bytes) {
    void *memory = mmap(NULL, bytes, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    return memory == MAP_FAILED ? NULL : memory;
}

/// Copies what the pages hold into fresh physical pages and puts those at the same address; 0 where that cannot be done
/// and all is as it was.
static inline int archcost_move_to_fresh_pages(void *_Nonnull start, size_t bytes) {
#if defined(__linux__)
    void *fresh = archcost_map_pages(bytes);
    if (!fresh) return 0;
    memcpy(fresh, start, bytes);
    // MREMAP_MAYMOVE | MREMAP_FIXED, which <sys/mman.h> offers under _GNU_SOURCE only.
    if (mremap(fresh, bytes, bytes, 1 | 2, start) == start) return 1;
    munmap(fresh, bytes);
#else
    (void)start;
    (void)bytes;
#endif
    return 0;
}

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
