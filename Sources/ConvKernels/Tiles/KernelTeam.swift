import CMachine
import Glibc
import MachineProbe
import Synchronization

/// The threads that share a kernel's work: the caller, and workers that are each tied to a processor of its own.
///
/// Between two kernels workers spin for a short while and then sleep, so that kernels in a row find them awake and a
/// neighbour finds the processor free. Items are handed out one at a time: a thread that lost its processor holds up no
/// more than the item that it has begun.
///
/// One kernel at a time uses a team; another thread's waits.
final class KernelTeam: @unchecked Sendable {
    typealias Item = (_ item: Int, _ thread: Int) -> Void

    let threads: Int

    /// Held while a kernel uses the team.
    private let turn = UnsafeMutablePointer<pthread_mutex_t>.allocate(capacity: 1)
    /// What the workers are to do, on the caller's stack; written before `round` moves on, read after.
    private var body: UnsafePointer<Item>?
    private var items = 0
    /// How many calls of `run` there have been; negative ends the workers.
    private let round = Atomic<Int>(0)
    private let next = Atomic<Int>(0)
    /// Workers that have not finished the round.
    private let busy = Atomic<Int>(0)
    private let sleepers = Atomic<Int>(0)
    private let lock = UnsafeMutablePointer<pthread_mutex_t>.allocate(capacity: 1)
    private let wake = UnsafeMutablePointer<pthread_cond_t>.allocate(capacity: 1)
    private var workers: [pthread_t] = []
    private let processors: [Int]

    /// Turns of the waiting loop before a worker sleeps: some tens of microseconds, several kernels' gaps.
    private static let patience = 20_000

    private static let teams = Mutex<[Int: KernelTeam]>([:])

    /// The team of so many threads, made when first asked for and kept until the process ends.
    static func shared(threads: Int) -> KernelTeam {
        teams.withLock { teams in
            if let team = teams[threads] { return team }
            let team = KernelTeam(threads: threads)
            teams[threads] = team
            return team
        }
    }

    /// - Parameter threads: the caller's included; fewer where the system refuses to start one.
    private init(threads: Int) {
        let allowed = ThreadAffinity.processorsAtStart
        processors = (0..<max(threads, 1)).map { allowed.isEmpty ? 0 : allowed[$0 % allowed.count] }
        self.threads = max(threads, 1)
        pthread_mutex_init(turn, nil)
        pthread_mutex_init(lock, nil)
        pthread_cond_init(wake, nil)
        guard threads > 1 else { return }
        for number in 1..<threads { start(number) }
    }

    private final class Start {
        let team: KernelTeam
        let number: Int

        init(_ team: KernelTeam, _ number: Int) {
            self.team = team
            self.number = number
        }
    }

    private func start(_ number: Int) {
        let context = Unmanaged.passRetained(Start(self, number))
        var handle = pthread_t()
        let status = pthread_create(
            &handle, nil,
            { context in
                guard let context else { return nil }
                let start = Unmanaged<Start>.fromOpaque(context).takeRetainedValue()
                start.team.work(start.number)
                return nil
            }, context.toOpaque())
        // Without the worker the others do its share.
        if status == 0 { workers.append(handle) } else { context.release() }
    }

    /// Calls `body` once with each item and the number of the thread that does it; returns when all are done.
    func run(_ items: Int, _ body: Item) {
        guard !workers.isEmpty, items > 1 else {
            for item in 0..<items { body(item, 0) }
            return
        }
        pthread_mutex_lock(turn)
        defer { pthread_mutex_unlock(turn) }
        // The caller keeps off the workers' processors.
        if processors.dropFirst().contains(ThreadAffinity.currentProcessor()) {
            ThreadAffinity.pin(to: [processors[0]])
        }
        withoutActuallyEscaping(body) { body in
            withUnsafePointer(to: body) { body in
                self.body = body
                self.items = items
                next.store(0, ordering: .relaxed)
                busy.store(workers.count, ordering: .relaxed)
                round.add(1, ordering: .sequentiallyConsistent)
                if sleepers.load(ordering: .sequentiallyConsistent) > 0 {
                    pthread_mutex_lock(lock)
                    pthread_cond_broadcast(wake)
                    pthread_mutex_unlock(lock)
                }
                take(0, items, body)
                finish()
            }
        }
    }

    /// Waits for the workers.
    private func finish() {
        var turns = 0
        while busy.load(ordering: .acquiring) > 0 {
            turns += 1
            // A worker without its processor needs ours.
            if turns > Self.patience { sched_yield() } else { pause() }
        }
        body = nil
    }

    private func take(_ thread: Int, _ items: Int, _ body: UnsafePointer<Item>) {
        while true {
            let item = next.add(1, ordering: .relaxed).oldValue
            if item >= items { return }
            body.pointee(item, thread)
        }
    }

    private func work(_ number: Int) {
        ThreadAffinity.pin(to: [processors[number]])
        var done = 0
        while true {
            wait(after: done)
            done += 1
            if let body { take(number, items, body) }
            busy.subtract(1, ordering: .releasing)
        }
    }

    /// Returns when there has been a round after number `done`.
    private func wait(after done: Int) {
        for _ in 0..<Self.patience {
            if round.load(ordering: .acquiring) != done { return }
            pause()
        }
        sleepers.add(1, ordering: .sequentiallyConsistent)
        pthread_mutex_lock(lock)
        while round.load(ordering: .sequentiallyConsistent) == done { pthread_cond_wait(wake, lock) }
        pthread_mutex_unlock(lock)
        sleepers.subtract(1, ordering: .sequentiallyConsistent)
    }

    /// Lets the other thread of the core, and the memory system, have the moment.
    @inline(__always)
    private func pause() { archcost_pause() }
}
