/// Every word of the language with a number, so that the lexer looks each word of a text up once.
struct Vocabulary: Sendable {
    /// What a word can be; a word may be several things, such as a layer and a modifier.
    struct Entry: Sendable {
        var text = ""
        var layer: LayerWord?
        var structure: StructureWord?
        var modifier: ModifierWord?
        var activation: ActivationWord?
        /// `round8`, `min` and `max` start a number.
        var isFunction = false
        /// Cannot name a binding, a parameter, a block or a label.
        var isReserved = false
        /// How the layer is written.
        var signature = LayerSignature(arguments: [], modifiers: [])

        /// Whether a line may start with the word, and a number never goes on with it.
        var startsStatement: Bool { layer != nil || structure != nil }
    }

    static let shared = Vocabulary()

    /// Entries by number; number 0 stands for every word that is none of the language.
    let entries: [Entry]
    /// Open addressing over the words' hashes; 0 where a place is free.
    private let places: [UInt8]
    /// The bytes of each word, by number.
    private let spellings: [[UInt8]]

    private static let placeCount = 512

    private init() {
        var entries = [Entry()]
        var numbers: [String: Int] = [:]
        func update(_ text: String, _ change: (inout Entry) -> Void) {
            let number = numbers[text] ?? entries.count
            if number == entries.count {
                entries.append(Entry(text: text))
                numbers[text] = number
            }
            change(&entries[number])
        }
        for word in LayerWord.allCases {
            update(word.rawValue) {
                $0.layer = word
                $0.signature = .of(word)
                $0.isReserved = true
            }
        }
        for word in StructureWord.allCases {
            update(word.rawValue) {
                $0.structure = word
                $0.isReserved = true
            }
        }
        for word in ModifierWord.allCases { update(word.rawValue) { $0.modifier = word } }
        for word in ActivationWord.allCases { update(word.rawValue) { $0.activation = word } }
        for word in ["round8", "min", "max"] {
            update(word) {
                $0.isFunction = true
                $0.isReserved = true
            }
        }
        for word in ["c", "as", "or"] { update(word) { $0.isReserved = true } }
        var places = [UInt8](repeating: 0, count: Vocabulary.placeCount)
        for number in 1..<entries.count {
            var place = Array(entries[number].text.utf8).withUnsafeBufferPointer {
                Vocabulary.place($0, 0, $0.count)
            }
            while places[place] != 0 { place = (place + 1) % Vocabulary.placeCount }
            places[place] = UInt8(number)
        }
        self.entries = entries
        self.places = places
        spellings = entries.map { Array($0.text.utf8) }
    }

    private static func place(_ bytes: UnsafeBufferPointer<UInt8>, _ start: Int, _ end: Int) -> Int {
        var hash = UInt(truncatingIfNeeded: end - start)
        for index in start..<end { hash = hash &* 31 &+ UInt(bytes[index]) }
        return Int(hash % UInt(placeCount))
    }

    /// The number of the word at these bytes; 0 where the language has no such word.
    func number(of bytes: UnsafeBufferPointer<UInt8>, _ start: Int, _ end: Int) -> UInt8 {
        // No word of the language is longer.
        guard end - start <= 16 else { return 0 }
        var place = Vocabulary.place(bytes, start, end)
        while places[place] != 0 {
            let number = places[place]
            if isSpelt(number, bytes, start, end) { return number }
            place = (place + 1) % Vocabulary.placeCount
        }
        return 0
    }

    private func isSpelt(_ number: UInt8, _ bytes: UnsafeBufferPointer<UInt8>, _ start: Int, _ end: Int) -> Bool {
        let spelling = spellings[Int(number)]
        guard spelling.count == end - start else { return false }
        for offset in 0..<spelling.count where spelling[offset] != bytes[start + offset] { return false }
        return true
    }

    /// Words that start a statement of the language's own, for suggestions.
    static let statements = LayerWord.allCases.map(\.rawValue) + StructureWord.allCases.map(\.rawValue)
}
