import Synchronization
import Testing

@testable import ConvKernels

struct KernelTeamTests {
    /// Many short rounds, with pauses long enough for workers to fall asleep: each item exactly once, by a known thread.
    @Test(arguments: [1, 2, 4]) func everyItemOnce(threads: Int) {
        let team = KernelTeam.shared(threads: threads)
        #expect(team.threads == threads)
        for round in 0..<400 {
            let items = round % 37
            let done = UnsafeMutableBufferPointer<Int>.allocate(capacity: items)
            defer { done.deallocate() }
            done.initialize(repeating: 0)
            let strangers = Atomic<Int>(0)
            team.run(items) { item, thread in
                // No other thread has this item, and `run` returns after all of them.
                done[item] += 1
                if thread < 0 || thread >= threads { strangers.add(1, ordering: .relaxed) }
            }
            #expect(done.allSatisfy { $0 == 1 }, "round \(round)")
            #expect(strangers.load(ordering: .relaxed) == 0)
        }
    }
}
