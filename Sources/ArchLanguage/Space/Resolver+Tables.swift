import NetworkIR
import SourceText

/// What the resolver remembers of the names met so far.
extension Resolver {
    /// Names that one pair of braces binds.
    struct Scope {
        var numbers: [String: (slot: Int, place: SourceRange)] = [:]
        var blocks: [String: (index: Int, place: SourceRange)] = [:]
        var defaults: [DefaultsTarget: DefaultsPlan] = [:]
        /// With those of the scopes around it.
        var callStyles: [String: CallStyle] = [:]
    }

    /// The names of the choices of a file, or of one block's body.
    struct ChoiceNames {
        var places: [String: SourceRange] = [:]
        /// The word of each call whose block holds choices, by the prefix that it gives them.
        var calls: [String: String] = [:]
        /// Choices bound by `let` so far, by name: a second one of a name is called `w.2`.
        var bindings: [String: Int] = [:]
    }

    /// The labels that a file, or one block's body, has given so far.
    struct LabelTable {
        var given: [String: SourceRange] = [:]
        /// The labels of `given` in order.
        var order: [String] = []
        /// Labels given by the groups of an `either` that are not being read: they may be given again.
        var alternatives: Set<String> = []
        var uses: [(name: Name, isKnown: Bool)] = []
    }
}
