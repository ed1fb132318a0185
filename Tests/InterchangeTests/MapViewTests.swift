import NetworkIR
import Testing

@testable import Interchange

@Suite("Views of a map")
struct MapViewTests {
    private let map = FeatureMap(channels: 12, height: 5, width: 7)

    private func view(_ map: FeatureMap, batch: Int = 1, _ steps: Step...) -> MapView? {
        steps.reduce(MapView(batch: batch, map, rank: 4)) { view, step in
            switch step {
            case .shape(let shape): view?.reshaped(to: shape)
            case .order(let order): view?.transposed(order)
            }
        }
    }

    enum Step {
        case shape([Int])
        case order([Int])
    }

    @Test("the usual shapes")
    func plain() {
        #expect(MapView(batch: 1, map, rank: 4).shape == [1, 12, 5, 7])
        #expect(MapView(batch: 8, map, rank: 4).shape == [8, 12, 5, 7])
        #expect(view(map, .shape([1, 12, 35]), .shape([1, 12, 5, 7]))?.arrangement(of: map, batch: 1) == .plain)
        #expect(view(map, .shape([1, 420]))?.arrangement(of: map, batch: 1) == .flat)
        #expect(view(map, batch: 2, .shape([2, 420]))?.arrangement(of: map, batch: 2) == .flat)
    }

    @Test("channels turned to the last place and back")
    func channelsLast() {
        let last = view(map, .order([0, 2, 3, 1]))
        #expect(last?.shape == [1, 5, 7, 12])
        #expect(last?.arrangement(of: map, batch: 1) == nil)
        #expect(last?.channelDimension(of: map) == 3)
        #expect(view(map, .order([0, 2, 3, 1]), .order([0, 3, 1, 2]))?.arrangement(of: map, batch: 1) == .plain)
    }

    @Test("channel shuffle", arguments: [2, 3, 4, 6])
    func channelShuffle(groups: Int) {
        let shuffled = view(
            map, .shape([1, groups, 12 / groups, 5, 7]), .order([0, 2, 1, 3, 4]), .shape([1, 12, 5, 7]))
        #expect(shuffled?.arrangement(of: map, batch: 1) == .channelShuffle(groups: groups))
    }

    @Test("channels to blocks of positions, as PyTorch and as TensorFlow order them")
    func pixelShuffle() {
        let torch = view(map, .shape([1, 3, 2, 2, 5, 7]), .order([0, 1, 4, 2, 5, 3]), .shape([1, 3, 10, 14]))
        #expect(torch?.arrangement(of: map, batch: 1) == .pixelShuffle(factor: 2))
        let tensorFlow = view(map, .shape([1, 2, 2, 3, 5, 7]), .order([0, 3, 4, 1, 5, 2]), .shape([1, 3, 10, 14]))
        #expect(tensorFlow?.arrangement(of: map, batch: 1) == .pixelShuffle(factor: 2))
    }

    @Test("what has no word has no arrangement")
    func others() {
        #expect(view(map, .order([0, 1, 3, 2]))?.arrangement(of: map, batch: 1) == nil)
        #expect(view(map, .shape([1, 5, 12, 7])) == nil)
        #expect(view(map, .order([0, 0, 1, 2])) == nil)
    }
}
