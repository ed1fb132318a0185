import NetworkIR
import Testing

@testable import LatencyModel

@Suite struct ReorderTimesTests {
    private func change(_ channels: Int, to layout: MapLayout = .blocks16) -> LayoutChange {
        LayoutChange(
            map: FeatureMap(channels: channels, height: 10, width: 10), batch: 1, from: .channelsLast, to: layout)
    }

    private func exact(_ nanoseconds: Double) -> TimeEstimate {
        TimeEstimate(nanoseconds: nanoseconds, low: nanoseconds, high: nanoseconds, source: .measured)
    }

    /// 500 ns and a quarter of a nanosecond a byte; 400 bytes a channel.
    @Test func aLineThroughWhatWasMeasured() throws {
        let times = ReorderTimes(
            Dictionary(uniqueKeysWithValues: [16, 64, 256, 1024].map { (change($0), exact(500 + 100 * Double($0))) }),
            gigabytesPerSecond: 1)
        #expect(times.time(of: change(64)) == exact(6900))
        let between = try #require(times.time(of: change(128, to: .plain)))
        #expect(between.source == .predicted && abs(between.nanoseconds / 13_300 - 1) < 1e-3)
    }

    /// Read once and written once.
    @Test func theMemoryWhereNothingWasMeasured() {
        let times = ReorderTimes([change(1): exact(5)], gigabytesPerSecond: 20)
        #expect(times.time(of: change(10)) == TimeEstimate(nanoseconds: 400, low: 100, high: 1600, source: .predicted))
        #expect(ReorderTimes([:], gigabytesPerSecond: nil).time(of: change(10)) == nil)
    }
}
