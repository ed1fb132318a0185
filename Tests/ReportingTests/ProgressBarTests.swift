import Reporting
import Synchronization
import Testing

@Suite struct ProgressBarTests {
    @Test func theLineShowsShareAndTimeLeft() {
        let (clock, output) = (ManualClock(), Transcript())
        var bar = ProgressBar("timing", total: 4, width: 60, isShown: true, clock: clock, write: output.append)
        clock.advance(by: .seconds(30))
        bar.advance()
        clock.advance(by: .seconds(30))
        bar.advance(by: 2)
        clock.advance(by: .seconds(5))
        bar.advance()
        bar.finish()
        #expect(
            output.texts == [
                "\r\u{1B}[2Ktiming [██████░░░░░░░░░░░░░░░░░░░░░]  25 %, 1 min 30 s left",
                "\r\u{1B}[2Ktiming [██████████████████████░░░░░░░░]  75 %, 20.0 s left",
                "\r\u{1B}[2Ktiming [██████████████████████████████] 100 %",
                "\r\u{1B}[2K",
            ])
        for text in output.texts { #expect(DisplayWidth.of(String(text.dropFirst(5))) < 60) }
    }

    @Test func aDetailStandsBehindTheTitle() {
        let (clock, output) = (ManualClock(), Transcript())
        var bar = ProgressBar("search", total: 2, width: 60, isShown: true, clock: clock, write: output.append)
        bar.detail = "12345 labels"
        clock.advance(by: .seconds(10))
        bar.advance()
        #expect(output.texts.count == 1)
        #expect(output.texts.first?.hasPrefix("\r\u{1B}[2Ksearch, 12345 labels [") ?? false, "\(output.texts)")
        #expect(output.texts.first?.hasSuffix("]  50 %, 10.0 s left") ?? false, "\(output.texts)")
    }

    @Test func redrawsAreAtLeastATenthOfASecondApart() {
        let (clock, output) = (ManualClock(), Transcript())
        var bar = ProgressBar("timing", total: 1000, width: 80, isShown: true, clock: clock, write: output.append)
        for _ in 0..<500 {
            clock.advance(by: .milliseconds(1))
            bar.advance()
        }
        #expect(output.texts.count == 5)
    }

    @Test func nothingIsWrittenWhereItIsNotShown() {
        let output = Transcript()
        var bar = ProgressBar("timing", total: 2, width: 80, isShown: false, clock: ManualClock(), write: output.append)
        bar.advance(by: 2)
        bar.finish()
        #expect(output.texts.isEmpty)
    }

    @Test func narrowTerminalsAndEmptyWorkDoNoHarm() {
        for width in -1...40 {
            let output = Transcript()
            var bar = ProgressBar(
                "a long title of work", total: 0, width: width, isShown: true, clock: ManualClock(),
                write: output.append)
            bar.advance()
            for text in output.texts {
                #expect(DisplayWidth.of(String(text.dropFirst(5))) <= max(0, width - 1), "width \(width)")
            }
        }
    }
}

/// A clock that moves only when told.
private final class ManualClock: Clock, Sendable {
    struct Instant: InstantProtocol {
        var offset: Duration
        func advanced(by duration: Duration) -> Instant { Instant(offset: offset + duration) }
        func duration(to other: Instant) -> Duration { other.offset - offset }
        static func < (a: Instant, b: Instant) -> Bool { a.offset < b.offset }
    }

    private let offset = Mutex(Duration.zero)

    var now: Instant { Instant(offset: offset.withLock { $0 }) }
    var minimumResolution: Duration { .nanoseconds(1) }
    func advance(by duration: Duration) { offset.withLock { $0 += duration } }
    func sleep(until deadline: Instant, tolerance: Duration?) async throws {}
}

/// What a progress bar wrote.
private final class Transcript: Sendable {
    private let written = Mutex<[String]>([])

    var texts: [String] { written.withLock { $0 } }
    func append(_ text: String) { written.withLock { $0.append(text) } }
}
