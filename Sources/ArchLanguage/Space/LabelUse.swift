/// What a stretch of statements does with the labels of the body it stands in, as seen from before it.
///
/// Where a repeat or an `either` is not decided yet, a stretch may do a thing without doing it in any case. The current
/// map counts as a label too, which every layer reads and gives anew, and which `from` gives anew without reading it.
struct LabelUse: Sendable {
    /// The name of the current map; no label has it.
    static let currentMap = ""

    /// Read, in some case, before the stretch gives them anew.
    private(set) var mayBeRead: Set<String> = []
    /// Read in any case.
    private(set) var isRead: Set<String> = []
    private var mayBeGiven: Set<String> = []
    private var isGiven: Set<String> = []
    /// Given in some case and not read in any case behind that.
    private var mayStayUnread: Set<String> = []
    /// True where a label may be given anew before the map that had it was read.
    private var mayLeaveMaps = false

    /// True where maps may leave the network as labels that nobody read, if the stretch is all that sees its labels.
    var mayHaveOutputs: Bool { mayLeaveMaps || !mayStayUnread.isEmpty }

    /// Of statements that touch no label.
    init() {}

    init(reading name: String) {
        mayBeRead = [name]
        isRead = [name]
    }

    init(giving name: String) {
        mayBeGiven = [name]
        isGiven = [name]
        if name != Self.currentMap { mayStayUnread = [name] }
    }

    /// Of the word `as`: the current map has a name from here on.
    init(labelling name: String) {
        self = LabelUse(reading: Self.currentMap).followed(by: LabelUse(giving: name))
    }

    /// Of a layer, or of braces that make one of what they hold.
    static let layer = LabelUse(reading: currentMap).followed(by: LabelUse(giving: currentMap))

    /// Of branches, which run one behind the other, each from the current map, and are joined.
    init(branches: [LabelUse]) {
        let ends = branches.map { $0.followed(by: LabelUse(reading: Self.currentMap)) }
        self = ends.reduce(LabelUse()) { $0.followed(by: $1) }
        for end in ends {
            mayBeRead.formUnion(end.mayBeRead.intersection([Self.currentMap]))
            isRead.formUnion(end.isRead.intersection([Self.currentMap]))
        }
        self = followed(by: LabelUse(giving: Self.currentMap))
    }

    /// Of one of these stretches, nobody knows which.
    init(oneOf uses: [LabelUse]) {
        guard var all = uses.first else { return }
        for use in uses.dropFirst() {
            all.mayBeRead.formUnion(use.mayBeRead)
            all.isRead.formIntersection(use.isRead)
            all.mayBeGiven.formUnion(use.mayBeGiven)
            all.isGiven.formIntersection(use.isGiven)
            all.mayStayUnread.formUnion(use.mayStayUnread)
            all.mayLeaveMaps = all.mayLeaveMaps || use.mayLeaveMaps
        }
        self = all
    }

    /// Of this stretch and another one behind it.
    func followed(by next: LabelUse) -> LabelUse {
        if next.isEmpty { return self }
        if isEmpty { return next }
        var result = self
        result.mayBeRead.formUnion(next.mayBeRead.subtracting(isGiven))
        result.isRead.formUnion(next.isRead.subtracting(mayBeGiven))
        result.mayBeGiven.formUnion(next.mayBeGiven)
        result.isGiven.formUnion(next.isGiven)
        let unread = mayStayUnread.subtracting(next.isRead)
        result.mayLeaveMaps = mayLeaveMaps || next.mayLeaveMaps || !unread.isDisjoint(with: next.mayBeGiven)
        result.mayStayUnread = unread.union(next.mayStayUnread)
        return result
    }

    /// Of this stretch in so many rounds; a number that is not written out may be 0.
    func repeated(_ rounds: ResolvedChoice) -> LabelUse {
        if isEmpty { return self }
        let runs = rounds.alternatives.allSatisfy { alternative in
            if case .single(.constant(let count)) = alternative { count >= 1 } else { false }
        }
        let several = followed(by: self)
        return runs ? several : LabelUse(oneOf: [several, LabelUse()])
    }

    /// What a block does for its caller, whose labels it cannot see.
    var ofCurrentMap: LabelUse {
        var result = LabelUse()
        result.mayBeRead = mayBeRead.intersection([Self.currentMap])
        result.isRead = isRead.intersection([Self.currentMap])
        result.mayBeGiven = mayBeGiven.intersection([Self.currentMap])
        result.isGiven = isGiven.intersection([Self.currentMap])
        return result
    }

    private var isEmpty: Bool { mayBeRead.isEmpty && mayBeGiven.isEmpty }
}
