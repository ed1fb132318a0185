import NetworkIR

/// How a tensor of the graph shows a feature map: which part of which axis each of its dimensions runs over.
///
/// Reshape and Transpose only rename positions, so they change the view and not the map behind it. When an operator
/// needs the map itself, the view is compared with the arrangements that the language has a word for.
struct MapView: Hashable {
    enum Axis: Hashable {
        case batch, channel, height, width
    }

    /// A part of an axis: `size` positions, `stride` apart along it.
    struct Span: Hashable {
        var axis: Axis
        var size: Int
        var stride: Int
    }

    /// For each dimension the spans it runs over, the slowest first; none where its size is 1.
    var dims: [[Span]]

    init(dims: [[Span]]) { self.dims = dims }

    /// The usual view of a map: batch, channels, then as many sizes as `rank` leaves room for.
    init(batch: Int, _ map: FeatureMap, rank: Int) {
        let spans = MapView.whole(batch: batch, map)
        switch rank {
        case ..<3: dims = [spans[0], spans[1]]
        case 3: dims = [spans[0], spans[1], map.width == 1 ? spans[2] : spans[3]]
        default: dims = spans
        }
    }

    /// Every axis as one span, batch first.
    private static func whole(batch: Int, _ map: FeatureMap) -> [[Span]] {
        [(.batch, batch), (.channel, map.channels), (.height, map.height), (.width, map.width)].map { axis, size in
            size == 1 ? [] : [Span(axis: axis, size: size, stride: 1)]
        }
    }

    var shape: [Int] { dims.map { $0.reduce(1) { $0 * $1.size } } }
    var rank: Int { dims.count }

    // MARK: Renaming positions

    /// The same elements in the same order under another shape; nil where a dimension would cut across an axis unevenly.
    func reshaped(to shape: [Int]) -> MapView? {
        var rest = dims.joined().reversed().map { $0 }
        var result: [[Span]] = []
        for size in shape {
            guard size > 0 else { return nil }
            var missing = size
            var spans: [Span] = []
            while missing > 1 {
                guard var span = rest.popLast() else { return nil }
                if missing % span.size == 0 {
                    missing /= span.size
                } else if span.size % missing == 0 {
                    let inner = span.size / missing
                    rest.append(Span(axis: span.axis, size: inner, stride: span.stride))
                    span = Span(axis: span.axis, size: missing, stride: span.stride * inner)
                    missing = 1
                } else {
                    return nil
                }
                spans.append(span)
            }
            result.append(MapView.merged(spans))
        }
        return rest.isEmpty ? MapView(dims: result) : nil
    }

    /// The dimensions in another order; nil where `order` is no permutation.
    func transposed(_ order: [Int]) -> MapView? {
        guard order.count == rank, Set(order) == Set(0..<rank) else { return nil }
        return MapView(dims: order.map { dims[$0] })
    }

    /// Neighbouring spans joined where one continues the other.
    static func merged(_ spans: [Span]) -> [Span] {
        var result: [Span] = []
        for span in spans {
            if let last = result.last, last.axis == span.axis, last.stride == span.stride * span.size {
                result[result.count - 1] = Span(axis: span.axis, size: last.size * span.size, stride: span.stride)
            } else {
                result.append(span)
            }
        }
        return result
    }

    // MARK: What a view shows

    /// What must be done to a map so that this view shows it in the usual order.
    enum Arrangement: Hashable {
        case plain
        case flat
        case channelShuffle(groups: Int)
        case pixelShuffle(factor: Int)
    }

    /// The arrangement of the map behind; nil where the language has no word for it.
    func arrangement(of map: FeatureMap, batch: Int) -> Arrangement? {
        let whole = MapView.whole(batch: batch, map)
        guard rank >= 1 else { return map.isVector && map.channels == 1 ? .plain : nil }
        // A lone vector may have lost its batch dimension.
        let hasBatch = rank > 1 || dims[0] == whole[0]
        guard !hasBatch || dims[0] == whole[0] else { return nil }
        let inner = hasBatch ? Array(dims.dropFirst()) : dims
        let first = MapView.merged(inner.first ?? [])
        let sizes = inner.dropFirst().filter { !$0.isEmpty }.map { MapView.merged($0) }
        if first == whole[1], Array(sizes) == whole[2...].filter({ !$0.isEmpty }) { return .plain }
        guard sizes.isEmpty || inner.count == 3 else { return nil }
        if sizes.isEmpty, first == MapView.merged(Array(whole[1...].joined())) { return .flat }
        if let groups = shuffledGroups(first, channels: map.channels),
            Array(sizes) == whole[2...].filter({ !$0.isEmpty })
        {
            return .channelShuffle(groups: groups)
        }
        return pixelShuffleFactor(inner, map).map { .pixelShuffle(factor: $0) }
    }

    /// Channels read group by group: first those that are first in their groups, and so on.
    private func shuffledGroups(_ spans: [Span], channels: Int) -> Int? {
        guard spans.count == 2, spans.allSatisfy({ $0.axis == .channel }) else { return nil }
        let (within, across) = (spans[0], spans[1])
        guard within.stride == 1, across.stride == within.size, within.size * across.size == channels else {
            return nil
        }
        return across.size
    }

    /// Channels spread over blocks of positions; the block's place counts fastest (PyTorch) or slowest (TensorFlow).
    private func pixelShuffleFactor(_ inner: [[Span]], _ map: FeatureMap) -> Int? {
        guard inner.count == 3, let down = inner[1].last, let right = inner[2].last else { return nil }
        let factor = right.size
        guard factor > 1, down.size == factor, down.axis == .channel, right.axis == .channel else { return nil }
        guard Array(inner[1].dropLast()) == MapView.whole(batch: 1, map)[2],
            Array(inner[2].dropLast()) == MapView.whole(batch: 1, map)[3],
            map.channels % (factor * factor) == 0
        else { return nil }
        let channels = map.channels / (factor * factor)
        let fast = channels == 1 || inner[0] == [Span(axis: .channel, size: channels, stride: factor * factor)]
        if fast, right.stride == 1, down.stride == factor { return factor }
        let slow = channels == 1 || inner[0] == [Span(axis: .channel, size: channels, stride: 1)]
        return slow && right.stride == channels && down.stride == channels * factor ? factor : nil
    }

    /// The dimension that runs over all channels and nothing else.
    func channelDimension(of map: FeatureMap) -> Int? {
        let channels = MapView.whole(batch: 1, map)[1]
        if map.channels == 1 {
            // Several dimensions of size 1 may be it: the usual place, else the last.
            return rank > 1 && dims[1].isEmpty ? 1 : dims.lastIndex { $0.isEmpty }
        }
        return dims.firstIndex { MapView.merged($0) == channels }
    }

    /// Whether the given dimensions together are exactly the map's height and width.
    func coversPositions(_ indices: [Int], of map: FeatureMap) -> Bool {
        let spans = indices.flatMap { dims[$0] }
        guard spans.allSatisfy({ $0.axis == .height || $0.axis == .width }) else { return false }
        return spans.reduce(1) { $0 * $1.size } == map.height * map.width
    }

    /// Whether one dimension runs over everything but the batch, in any order.
    func isEverything(_ index: Int, of map: FeatureMap) -> Bool {
        let spans = dims[index]
        guard spans.allSatisfy({ $0.axis != .batch }) else { return false }
        return spans.reduce(1) { $0 * $1.size } == map.channels * map.height * map.width
    }

    /// The same dimensions over a map whose channels are `channels` many.
    func replacingChannels(at index: Int, with channels: Int) -> MapView {
        var copy = self
        copy.dims[index] = channels == 1 ? [] : [Span(axis: .channel, size: channels, stride: 1)]
        return copy
    }
}
