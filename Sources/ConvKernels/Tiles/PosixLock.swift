import Glibc

/// A mutex of the operating system, which the thread sanitizer knows; it does not see inside `Synchronization.Mutex`.
///
/// Any thread may use it: its only state is the mutex, whose place in memory never changes.
final class PosixLock: @unchecked Sendable {
    fileprivate let mutex = UnsafeMutablePointer<pthread_mutex_t>.allocate(capacity: 1)

    init() { pthread_mutex_init(mutex, nil) }

    deinit {
        pthread_mutex_destroy(mutex)
        mutex.deallocate()
    }

    func withLock<Result>(_ body: () -> Result) -> Result {
        pthread_mutex_lock(mutex)
        defer { pthread_mutex_unlock(mutex) }
        return body()
    }
}

/// What threads sleep on until another wakes them. Any thread may use it, as the lock.
final class PosixCondition: @unchecked Sendable {
    private let condition = UnsafeMutablePointer<pthread_cond_t>.allocate(capacity: 1)

    init() { pthread_cond_init(condition, nil) }

    deinit {
        pthread_cond_destroy(condition)
        condition.deallocate()
    }

    /// Sleeps, for no reason at times; the lock is held before and after, not meanwhile.
    func wait(_ lock: PosixLock) { pthread_cond_wait(condition, lock.mutex) }

    func wakeAll() { pthread_cond_broadcast(condition) }
}
