import CMachine
import Glibc
import MachineProbe
import Synchronization

/// The threads that share a kernel's work: the caller, and workers that each keep to a processor of their own.
///
/// Between two kernels workers spin for a short while and then sleep, so that kernels in a row find them awake and a
/// neighbour finds the processor free. Items are handed out one at a time, and nobody waits for a thread that has none: a
/// worker that a neighbour keeps from its processor costs its help and no more. Where it has begun an item, whoever waits
/// for that lets it have the own processor.
///
/// One kernel at a time uses a team; another thread's waits. Sendable, since what is no atomic is written by the caller alone
/// while it has its turn, before the items that others read it for are handed out.
final class KernelTeam: @unchecked Sendable {
    typealias Item = (_ item: Int, _ thread: Int) -> Void

    let threads: Int

    /// Held while a kernel uses the team.
    private let turn = PosixLock()
    /// What is to be done, on the caller's stack, and how many items there are: for those who have taken an item, which
    /// keeps the caller from changing them.
    private var body: UnsafePointer<Item>?
    private var items = 0
    /// The number of the round, and in the lower half the items that nobody has taken.
    private let tickets = Atomic<UInt64>(0)
    /// Items of the round that are not done.
    private let unfinished = Atomic<Int>(0)
    private let sleepers = Atomic<Int>(0)
    private let lock = PosixLock()
    private let wake = PosixCondition()
    /// The caller sleeps until the items are done.
    private let isCallerAsleep = Atomic<Bool>(false)
    private let done = PosixCondition()
    private let caller: TeamMember
    private var workers: [TeamMember] = []

    /// How long a worker waits for the next kernel before it sleeps: several kernels' gaps.
    private static let patience: UInt64 = 100_000
    /// How long a thread waits for others' items before it asks whether they are at work, and how far apart it asks: more
    /// than the even end of a round takes, and much less than a neighbour is given a processor for.
    private static let confidence: UInt64 = 20_000
    /// The half of a ticket that counts items.
    private static let taking = 0xFFFF_FFFF

    private static let teamsLock = PosixLock()
    nonisolated(unsafe) private static var teams: [Int: KernelTeam] = [:]

    /// The team of so many threads, made when first asked for and kept until the process ends.
    static func shared(threads: Int) -> KernelTeam {
        teamsLock.withLock {
            if let team = teams[threads] { return team }
            let team = KernelTeam(threads: threads)
            teams[threads] = team
            return team
        }
    }

    /// - Parameter threads: the caller's included; fewer where the system refuses to start one.
    private init(threads: Int) {
        let allowed = ThreadAffinity.processorsAtStart
        let homes = (0..<max(threads, 1)).map { allowed.isEmpty ? 0 : allowed[$0 % allowed.count] }
        self.threads = homes.count
        caller = TeamMember(0, home: homes[0])
        for number in homes.indices.dropFirst() {
            let worker = TeamMember(number, home: homes[number])
            // Without the worker the others do its share.
            if worker.start({ self.work(worker) }) { workers.append(worker) }
        }
    }

    /// Calls `body` once with each item and the number of the thread that does it; returns when all are done.
    func run(_ items: Int, _ body: Item) {
        guard !workers.isEmpty, items > 1, items <= Self.taking else {
            for item in 0..<items { body(item, 0) }
            return
        }
        withoutActuallyEscaping(body) { body in
            withUnsafePointer(to: body) { body in turn.withLock { runTogether(items, body) } }
        }
    }

    private func runTogether(_ items: Int, _ body: UnsafePointer<Item>) {
        caller.becomeCurrentThread()
        keepOffWorkers()
        self.body = body
        self.items = items
        unfinished.store(items, ordering: .relaxed)
        let round = tickets.load(ordering: .relaxed) >> 32 &+ 1
        tickets.store(round << 32 | UInt64(items), ordering: .sequentiallyConsistent)
        if sleepers.load(ordering: .sequentiallyConsistent) > 0 { lock.withLock { wake.wakeAll() } }
        take(as: caller)
        finish()
        self.body = nil
    }

    /// Where the caller happens to be on a worker's processor, it moves to another, but is not tied to it.
    private func keepOffWorkers() {
        let present = ThreadAffinity.currentProcessor()
        if workers.contains(where: { $0.home.load(ordering: .relaxed) == present }) {
            _ = caller.send(to: caller.home.load(ordering: .relaxed))
        }
    }

    /// Does items until all are taken.
    private func take(as member: TeamMember) {
        member.isAtWork.store(true, ordering: .relaxed)
        var seen = tickets.load(ordering: .acquiring)
        while case let left = Int(truncatingIfNeeded: seen) & Self.taking, left > 0 {
            let (isMine, present) = tickets.compareExchange(expected: seen, desired: seen - 1, ordering: .acquiring)
            guard isMine, let body else {
                seen = present
                continue
            }
            body.pointee(items - left, member.number)
            if unfinished.subtract(1, ordering: .sequentiallyConsistent).newValue == 0, member.number > 0,
                isCallerAsleep.load(ordering: .sequentiallyConsistent)
            {
                lock.withLock { done.wakeAll() }
            }
            seen = tickets.load(ordering: .acquiring)
        }
        member.isAtWork.store(false, ordering: .relaxed)
    }

    /// Waits until the items that others have taken are done.
    private func finish() {
        var asked = monotonicNanoseconds()
        while !spin(for: Self.confidence, until: { unfinished.load(ordering: .acquiring) == 0 }) {
            let now = monotonicNanoseconds()
            let idle = workers.filter { $0.lacksProcessor(for: now - asked) }
            asked = now
            guard !idle.isEmpty else { continue }
            // They go on here, while this thread sleeps.
            for worker in idle { worker.move(to: ThreadAffinity.currentProcessor()) }
            isCallerAsleep.store(true, ordering: .sequentiallyConsistent)
            lock.withLock {
                while unfinished.load(ordering: .sequentiallyConsistent) > 0 { done.wait(lock) }
            }
            isCallerAsleep.store(false, ordering: .relaxed)
        }
    }

    private func work(_ worker: TeamMember) {
        worker.becomeCurrentThread()
        var round: UInt64 = 0
        while true {
            worker.returnHome()
            round = wait(worker, after: round)
            take(as: worker)
        }
    }

    /// Returns the present round's number when it is another than `round`.
    private func wait(_ worker: TeamMember, after round: UInt64) -> UInt64 {
        func present() -> UInt64 { tickets.load(ordering: .sequentiallyConsistent) >> 32 }
        let start = monotonicNanoseconds()
        var asked = start
        while asked - start < Self.patience {
            if spin(for: Self.confidence, until: { present() != round }) { return present() }
            let now = monotonicNanoseconds()
            if unfinished.load(ordering: .relaxed) > 0, caller.lacksProcessor(for: now - asked), changePlaces(worker) {
                break
            }
            asked = now
        }
        sleepers.add(1, ordering: .sequentiallyConsistent)
        lock.withLock {
            while present() == round { wake.wait(lock) }
        }
        sleepers.subtract(1, ordering: .sequentiallyConsistent)
        return present()
    }

    /// Lets the caller have a worker's processor, for good; false where it may not run there.
    private func changePlaces(_ worker: TeamMember) -> Bool {
        let own = worker.home.load(ordering: .relaxed)
        guard caller.send(to: own) else { return false }
        worker.settle(at: caller.home.exchange(own, ordering: .relaxed))
        return true
    }

    /// Whether something came true within some nanoseconds.
    @inline(__always)
    private func spin(for nanoseconds: UInt64, until isTrue: () -> Bool) -> Bool {
        let start = monotonicNanoseconds()
        repeat {
            for _ in 0..<16 {
                if isTrue() { return true }
                // The other thread of the core, and the memory system, may have the moment.
                archcost_pause()
            }
        } while monotonicNanoseconds() - start < nanoseconds
        return isTrue()
    }
}
