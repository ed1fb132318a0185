/// The threads that share a kernel's work.
final class KernelTeam {
    let threads: Int

    init(threads: Int) { self.threads = threads }

    /// Calls `body` with each item and the number of the thread that does it.
    func run(_ items: Int, _ body: (_ item: Int, _ thread: Int) -> Void) {
        for item in 0..<items { body(item, 0) }
    }
}
