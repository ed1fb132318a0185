/// A line that shows how far long work is and how long it will still take; redrawn in place, ten times a second at most.
///
/// Nothing is written unless `isShown`, which is for terminals only.
public struct ProgressBar<Time: Clock> where Time.Duration == Duration {
    private let title: String
    /// Said behind the title.
    public var detail = ""
    private let total: Int
    private let width: Int
    private let isShown: Bool
    private let clock: Time
    private let write: (String) -> Void
    private let start: Time.Instant
    private var lastDrawn: Time.Instant?
    private var done = 0

    /// A bar for `total` steps of work, on a line of `width` cells, written through `write`.
    public init(
        _ title: String, total: Int, width: Int, isShown: Bool, clock: Time, write: @escaping (String) -> Void
    ) {
        self.title = DisplayWidth.printable(title)
        self.total = max(0, total)
        self.width = width
        self.isShown = isShown
        self.clock = clock
        self.write = write
        self.start = clock.now
    }

    /// Notes that more steps are done, and redraws the line when it is time.
    public mutating func advance(by steps: Int = 1) {
        done = min(total, done + steps)
        guard isShown else { return }
        let now = clock.now
        if let lastDrawn, lastDrawn.duration(to: now) < .milliseconds(100), done < total { return }
        lastDrawn = now
        let line = progressLine(
            title: detail.isEmpty ? title : "\(title), \(DisplayWidth.printable(detail))", done: done, total: total,
            elapsed: start.duration(to: now).inSeconds, width: width)
        write("\r\u{1B}[2K" + line)
    }

    /// Takes the line away, so that what follows starts on a clean one.
    public mutating func finish() {
        if isShown, lastDrawn != nil { write("\r\u{1B}[2K") }
        lastDrawn = nil
    }
}

extension Duration {
    /// The duration as a number of seconds.
    public var inSeconds: Double {
        Double(components.seconds) + Double(components.attoseconds) * 1e-18
    }
}

/// One state of a progress bar in at most `width` cells: title, bar, share and the time left if the pace holds.
func progressLine(title: String, done: Int, total: Int, elapsed: Double, width: Int) -> String {
    let share = total > 0 ? Double(done) / Double(total) : 1
    let percent = "\(Int(share * 100)) %"
    var tail = String(repeating: " ", count: max(0, 5 - percent.utf8.count)) + percent
    if done > 0, done < total {
        let left = elapsed / Double(done) * Double(total - done)
        tail += ", \(FormattedNumber.duration(seconds: left.rounded(.up)).text) left"
    }
    // A cell less than the line has, for some terminals break the line when its last cell is filled.
    let room = width - 1 - DisplayWidth.of(tail)
    let name = DisplayWidth.shortened(title, to: max(0, min(DisplayWidth.of(title), room - 1)))
    let barWidth = min(30, room - DisplayWidth.of(name) - 4)
    guard barWidth >= 5 else {
        return DisplayWidth.shortened(name.isEmpty ? tail : name + " " + tail, to: max(0, width - 1))
    }
    let filled = Int(share * Double(barWidth))
    let bar = String(repeating: "█", count: filled) + String(repeating: "░", count: barWidth - filled)
    return "\(name) [\(bar)] \(tail)"
}
