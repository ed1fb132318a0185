/// How a report is to look on a terminal.
public struct TerminalLayout: Hashable, Sendable {
    /// The cells of a line; nil where lines may be of any length, as in a file.
    public var width: Int?
    public var precision: NumberPrecision
    /// Whether styles are written; see `Terminal.isColourAllowed`.
    public var isColoured: Bool

    public init(width: Int? = nil, precision: NumberPrecision = .short, isColoured: Bool = false) {
        self.width = width
        self.precision = precision
        self.isColoured = isColoured
    }

    /// The layout that suits a descriptor and its environment.
    public init(
        descriptor: Int32, environment: [String: String], precision: NumberPrecision = .short
    ) {
        self.init(
            width: Terminal.width(of: descriptor, environment: environment), precision: precision,
            isColoured: Terminal.isColourAllowed(on: descriptor, environment: environment))
    }
}
