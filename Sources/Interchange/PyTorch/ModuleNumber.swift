import NetworkIR

/// A whole number of the Python text: known, or in terms of a class's parameters.
struct ModuleNumber: Hashable {
    /// The text, as it may stand between commas.
    var text: String
    /// The number, where it is known.
    var value: Int?
    /// True where the text is a sum or product that needs parentheses in a product.
    private var isCompound: Bool

    init(_ value: Int) { (text, self.value, isCompound) = (String(value), value, false) }

    /// A parameter or a variable.
    init(name: String) { (text, value, isCompound) = (name, nil, false) }

    private init(text: String, isCompound: Bool) { (self.text, value, self.isCompound) = (text, nil, isCompound) }

    private var factor: String { isCompound ? "(\(text))" : text }

    static func + (a: ModuleNumber, b: ModuleNumber) -> ModuleNumber {
        if let x = a.value, let y = b.value { return ModuleNumber(x &+ y) }
        if a.value == 0 { return b }
        if b.value == 0 { return a }
        return ModuleNumber(text: "\(a.text) + \(b.text)", isCompound: true)
    }

    static func * (a: ModuleNumber, b: ModuleNumber) -> ModuleNumber {
        if let x = a.value, let y = b.value { return ModuleNumber(x &* y) }
        if a.value == 1 { return b }
        if b.value == 1 { return a }
        return ModuleNumber(text: "\(a.factor) * \(b.factor)", isCompound: true)
    }

    /// The quotient without remainder.
    static func / (a: ModuleNumber, b: ModuleNumber) -> ModuleNumber {
        if let x = a.value, let y = b.value, y != 0 { return ModuleNumber(x / y) }
        if b.value == 1 { return a }
        return ModuleNumber(text: "\(a.factor) // \(b.factor)", isCompound: true)
    }

    /// A number of an outline, where the names are a class's parameters.
    init(_ count: Count, channels: ModuleNumber) {
        switch count {
        case .literal(let value): self.init(value)
        case .name(let name): self.init(name: name)
        case .channels: self = channels
        case .product(let factor, let inner): self = ModuleNumber(factor) * ModuleNumber(inner, channels: channels)
        case .quotient(let inner, let divisor): self = ModuleNumber(inner, channels: channels) / ModuleNumber(divisor)
        }
    }
}
