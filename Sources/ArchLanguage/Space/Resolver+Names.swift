import NetworkIR
import SourceText

/// Names given and used: bindings, blocks and their calls, choices, labels.
extension Resolver {
    mutating func bind(_ name: Name) -> Int {
        if let other = scopes[scopes.count - 1].numbers[name.text] {
            report(
                .redefinedName(name.text), at: name.place.range, notes: [Diagnostic.Note("bound here", at: other.place)]
            )
        }
        slotNames.append(name.text)
        scopes[scopes.count - 1].numbers[name.text] = (slotNames.count - 1, name.place.range)
        return slotNames.count - 1
    }

    mutating func define(_ name: Name, _ parameters: [Parameter], _ body: Body) {
        if let other = scopes[scopes.count - 1].blocks[name.text] {
            report(
                .redefinedBlock(name.text), at: name.place.range,
                notes: [Diagnostic.Note("defined here", at: other.place)])
        }
        let outerLabels = labels
        let outerNames = names
        let choicesBefore = openChoiceCount
        labels = LabelTable()
        names = ChoiceNames()
        blocksBeingDefined.append(name)
        scopes.append(Scope(callStyles: scopes[scopes.count - 1].callStyles))
        let resolved = parameters.map { parameter in
            // The call gives it a name; a `let` of that name in the body is the second.
            let fallback = parameter.fallback.map { choice($0, named: parameter.name.text) }
            names.bindings[parameter.name.text] = 1
            return ResolvedParameter(name: parameter.name.text, slot: bind(parameter.name), fallback: fallback)
        }
        let instructions = self.body(body.statements)
        scopes.removeLast()
        blocksBeingDefined.removeLast()
        reportUnknownLabels(outer: outerLabels)
        labels = outerLabels
        names = outerNames
        blocks.append(
            ResolvedBlock(
                name: name.text, parameters: resolved, body: instructions,
                hasChoices: openChoiceCount > choicesBefore))
        scopes[scopes.count - 1].blocks[name.text] = (blocks.count - 1, name.place.range)
    }

    mutating func call(_ name: Name, _ arguments: [Choice], ordinal: Int) -> Instruction.Kind? {
        guard let found = scopes.reversed().lazy.compactMap({ $0.blocks[name.text] }).first else {
            if let outer = blocksBeingDefined.last(where: { $0.text == name.text }) {
                report(
                    .recursiveBlock(name.text), at: name.place.range,
                    notes: [Diagnostic.Note("its definition starts here", at: outer.place.range)])
            } else if scopes.contains(where: { $0.numbers[name.text] != nil }) {
                report(.numberAsBlock(name.text), at: name.place.range)
            } else {
                let near =
                    suggestion(for: name.text) { $0.blocks.keys }
                    ?? nearestWord(
                        to: name.text, in: Vocabulary.statements)
                report(.unknownBlock(name.text, near: near), at: name.place.range)
            }
            return nil
        }
        let block = blocks[found.index]
        let least = block.parameters.lastIndex { $0.fallback == nil }.map { $0 + 1 } ?? 0
        let most = block.parameters.count
        if arguments.count < least || arguments.count > most {
            let count = least == most ? "\(most)" : "\(least) to \(most)"
            let names = block.parameters.map { $0.fallback == nil ? $0.name : "[\($0.name)]" }
            let takes =
                most == 0
                ? "no arguments" : "\(count) argument\(most == 1 ? "" : "s") (\(names.joined(separator: ", ")))"
            report(
                .wrongArgumentCount(block: name.text, takes: takes, got: arguments.count), at: name.place.range,
                notes: [Diagnostic.Note("defined here", at: found.place)])
            return nil
        }
        containerWords.insert(name.text)
        let callName = "\(name.text)\(ordinal)"
        let resolved = zip(arguments, block.parameters).map { choice($0, named: "\(callName).\($1.name)") }
        for parameter in block.parameters.dropFirst(arguments.count) where parameter.fallback?.isOpen == true {
            claim("\(callName).\(parameter.name)", at: name.place.range)
        }
        if block.hasChoices {
            openChoiceCount += 1
            if let other = names.calls[callName], other != name.text {
                report(.ambiguousChoiceName(callName + ".…"), at: name.place.range)
            }
            names.calls[callName] = name.text
        }
        return .call(block: found.index, callName: callName, arguments: resolved)
    }

    /// Takes a name for a choice of the file or the block being read.
    mutating func claim(_ name: String, at range: SourceRange) {
        openChoiceCount += 1
        if let other = names.places[name], other != range {
            report(
                .ambiguousChoiceName(name), at: range, notes: [Diagnostic.Note("the other is here", at: other)])
        }
        names.places[name] = range
    }

    /// The known name nearest to a wrong one; none where so many are known that looking would take long.
    func suggestion(for word: String, _ known: (Scope) -> some Collection<String>) -> String? {
        guard diagnostics.count < Parser.problemLimit else { return nil }
        let groups = scopes.map(known)
        guard groups.reduce(0, { $0 + $1.count }) <= Resolver.suggestionLimit else { return nil }
        return nearestWord(to: word, in: groups.flatMap { Array($0) }.sorted())
    }

    /// Whether two different containers of layers could have one path, such as the 11th call of `a` and the first of `a1`.
    var mayRepeatPaths: Bool {
        if stageNameRepeats { return true }
        return containerWords.contains { word in
            var stem = word[...]
            while let last = stem.utf8.last, Lexer.isDigit(last) {
                stem.removeLast()
                if containerWords.contains(String(stem)) { return true }
            }
            return false
        }
    }

    mutating func give(_ label: Name) {
        if let other = labels.given[label.text], !labels.alternatives.contains(label.text) {
            report(
                .redefinedLabel(label.text), at: label.place.range, notes: [Diagnostic.Note("given here", at: other)])
        }
        if labels.given.updateValue(label.place.range, forKey: label.text) == nil { labels.order.append(label.text) }
    }

    mutating func use(_ label: Name) {
        labels.uses.append((label, labels.given[label.text] != nil))
    }

    mutating func reportUnknownLabels(outer: LabelTable?) {
        for use in labels.uses where !use.isKnown {
            let name = use.name.text
            if let later = labels.given[name] {
                report(
                    .labelDefinedLater(name), at: use.name.place.range,
                    notes: [Diagnostic.Note("given here", at: later)])
            } else if let outside = outer?.given[name] {
                report(
                    .labelOutsideBlock(name), at: use.name.place.range,
                    notes: [Diagnostic.Note("given here", at: outside)])
            } else if diagnostics.count < Parser.problemLimit {
                let near = nearestWord(to: name, in: labels.order.prefix(Resolver.suggestionLimit))
                report(.unknownLabel(name, near: near), at: use.name.place.range)
            }
        }
    }
}
