import NetworkIR

/// What a statement does to the current map.
public enum MapEffect: Int, Hashable, Sendable {
    /// It makes a new one.
    case fresh
    /// It sees the same memory in another shape.
    case view
    /// It leaves it as it was.
    case none
}

/// A cursor behind a statement, standing for all that differ from it in the current map and in the values of names alone.
public struct CursorPattern: Sendable {
    /// Of the cursor last asked about; see `setKey`.
    public private(set) var key: [Int]
    public let place: [Int]
    /// Choices that waited and that nothing behind the statement reads; all their alternatives are points.
    public let expired: [(name: String, domain: [Int])]
    /// Which of the layers that the cursor knew before are left, in their order; the statement's own is behind all others.
    public let kept: [Int]
    /// Where the current map came from while all those layers were known, and how many they were.
    public let sourceBefore: Source
    public let layerCountBefore: Int
    /// True where the network's input is read again.
    public let holdsInput: Bool
    private let cursor: SpaceCursor
    private let effect: MapEffect
    private let mapPosition: Int
    private let slotPositions: [(position: Int, slot: Int)]

    fileprivate init(_ start: SpaceCursor, _ effect: MapEffect) {
        var cursor = start
        var expired: [(name: String, domain: [Int])] = []
        while let choice = cursor.expiredChoice {
            expired.append(choice)
            _ = cursor.decideWaiting(choice.name, choice.domain[0])
        }
        sourceBefore = cursor.source
        layerCountBefore = cursor.network.layers.count
        kept = cursor.forget()
        holdsInput = cursor.knownSources.contains(.input)
        let layout = cursor.keyLayout
        key = layout.key
        mapPosition = layout.mapPosition
        slotPositions = layout.slotPositions
        place = cursor.place
        self.expired = expired
        self.cursor = cursor
        self.effect = effect
    }

    /// Makes `key` that of the cursor with this map and the values that the approach ended with.
    public mutating func setKey(_ map: FeatureMap, _ way: Approach) {
        key[mapPosition] = map.channels
        key[mapPosition + 1] = map.height
        key[mapPosition + 2] = map.width
        for (position, slot) in slotPositions { key[position] = KeyLayout.value(of: slot, way.bindings) }
    }

    /// The cursor itself.
    public func cursor(_ map: FeatureMap, _ way: Approach) -> SpaceCursor {
        var result = cursor
        result.machine.bindings.slots = way.bindings.slots
        guard effect != .none else { return result }
        result.machine.setFlow(Machine.Flow(source: result.machine.flow.source, map: map))
        if case .layer(let index) = result.machine.flow.source { result.machine.network.layers[index].output = map }
        return result
    }
}

extension SpaceCursor {
    /// The cursor behind the statement that an approach leads to, as a pattern.
    ///
    /// - Parameter memory: the map made for it that the output is a view of, or the output itself; nil where the statement
    ///   makes none.
    public func pattern(
        behind way: Approach, _ effect: MapEffect, making map: FeatureMap, in memory: FeatureMap?
    ) -> CursorPattern {
        var cursor = following(way)
        cursor.skip(to: map, in: memory)
        return CursorPattern(cursor, effect)
    }
}
