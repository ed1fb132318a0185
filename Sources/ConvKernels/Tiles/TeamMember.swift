import Glibc
import MachineProbe
import Synchronization

/// A thread of a team as the others see it: where it belongs, and whether it gets on.
final class TeamMember: Sendable {
    let number: Int
    /// The processor that it keeps to while nobody else needs that.
    let home: Atomic<Int>
    /// It may have an item that is not done.
    let isAtWork = Atomic<Bool>(false)

    /// It has been moved from its home.
    private let isAway = Atomic<Bool>(true)
    private let handle = Atomic<UInt>(0)
    private let clock = Atomic<Int32>(0)
    /// Nanoseconds of processor time when somebody last asked.
    private let computed = Atomic<UInt64>(0)

    init(_ number: Int, home: Int) {
        self.number = number
        self.home = Atomic(home)
    }

    private final class Work {
        let body: @Sendable () -> Void

        init(_ body: @escaping @Sendable () -> Void) { self.body = body }
    }

    /// Starts a thread for it; false where the system refuses.
    func start(_ body: @escaping @Sendable () -> Void) -> Bool {
        let work = Unmanaged.passRetained(Work(body))
        var thread = pthread_t()
        let status = pthread_create(
            &thread, nil,
            { context in
                if let context { Unmanaged<Work>.fromOpaque(context).takeRetainedValue().body() }
                return nil
            }, work.toOpaque())
        if status != 0 { work.release() }
        return status == 0
    }

    /// The calling thread is this member from now on.
    func becomeCurrentThread() {
        let current = pthread_self()
        guard handle.load(ordering: .relaxed) != current else { return }
        var clock = clockid_t()
        guard pthread_getcpuclockid(current, &clock) == 0 else { return }
        self.clock.store(clock, ordering: .relaxed)
        handle.store(current, ordering: .releasing)
    }

    /// Whether it has work and has been computing for less than half of the time since this was last asked.
    ///
    /// - Parameter elapsed: nanoseconds since then.
    func lacksProcessor(for elapsed: UInt64) -> Bool {
        var now = timespec()
        guard isAtWork.load(ordering: .relaxed), handle.load(ordering: .acquiring) != 0,
            clock_gettime(clock.load(ordering: .relaxed), &now) == 0
        else { return false }
        let present = UInt64(now.tv_sec) * 1_000_000_000 + UInt64(now.tv_nsec)
        return present &- computed.exchange(present, ordering: .relaxed) < elapsed / 2
    }

    /// Has it go on at once on another processor, until it returns.
    func move(to processor: Int) {
        isAway.store(true, ordering: .relaxed)
        ThreadAffinity.pin(thread: handle.load(ordering: .acquiring), to: [processor])
    }

    /// Has it go on at once on another processor, whence it may wander; false where it is tied to others.
    func send(to processor: Int) -> Bool {
        let thread = handle.load(ordering: .acquiring)
        let allowed = ThreadAffinity.allowedProcessors(of: thread)
        guard allowed.contains(processor), ThreadAffinity.pin(thread: thread, to: [processor]) else { return false }
        return ThreadAffinity.pin(thread: thread, to: allowed)
    }

    /// Ties the calling thread, which is this member's, to its home, unless it is there.
    func returnHome() {
        if isAway.exchange(false, ordering: .relaxed) { ThreadAffinity.pin(to: [home.load(ordering: .relaxed)]) }
    }

    /// Takes another home, to go to when it returns.
    func settle(at processor: Int) {
        home.store(processor, ordering: .relaxed)
        isAway.store(true, ordering: .relaxed)
    }
}
