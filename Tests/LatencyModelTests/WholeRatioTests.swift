import NetworkIR
import Testing

@testable import LatencyModel

@Suite struct WholeRatioTests {
    private let sum = TimeEstimate(nanoseconds: 1000, low: 970, high: 1030, source: .measured)

    /// Of 19 ratios the farthest from the median, 1.04, is the bound: 4 %. With 3 % of the sum itself that makes 5 %.
    @Test func theTwoDoubtsAddInQuadrature() {
        let ratios = (-9...9).map { (step: Int) -> Double in 0.5 + 0.02 * Double(step) / 9 }
        let whole = WholeRatio(ratios)
        #expect(whole.count == 19)
        #expect(abs(whole.ratio - 0.5) < 1e-12)
        #expect(abs(whole.spread - 0.04) < 1e-12)
        let time = whole.whole(of: sum)
        #expect(abs(time.nanoseconds - 500) < 1e-9)
        #expect(abs(time.low - 500 / 1.05) < 1e-9)
        #expect(abs(time.high - 525) < 1e-9)
    }

    @Test func withoutWholesTheSumStands() {
        #expect(WholeRatio([]).whole(of: sum) == sum)
    }
}

@Suite struct IntervalSumTests {
    private func estimate(_ half: Double, _ source: TimeSource) -> TimeEstimate {
        TimeEstimate(nanoseconds: 100, low: 100 - half, high: 100 + 2 * half, source: source)
    }

    /// Twice ±3 of one problem is ±6; with ±8 of another, apart, ±10.
    @Test func measuredOnesErrApart() {
        var sum = IntervalSum()
        sum.add(relu(8, 4), estimate(3, .measured), times: 2)
        sum.add(relu(16, 4), estimate(8, .measured))
        let found = sum.estimate(.measured)
        #expect(found == TimeEstimate(nanoseconds: 300, low: 290, high: 320, source: .measured))
    }

    /// 36 + 64 + 2 · 0.05 · 48 = 104.8.
    @Test func predictedOnesShareALittle() {
        var sum = IntervalSum()
        sum.add(relu(8, 4), estimate(6, .predicted))
        sum.add(relu(16, 4), estimate(8, .predicted))
        #expect(abs(sum.estimate(.predicted).low - (200 - 104.8.squareRoot())) < 1e-9)
    }
}
