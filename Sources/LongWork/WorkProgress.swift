/// How far a part of long work is.
public struct WorkProgress: Hashable, Sendable {
    /// What is being done, in a word.
    public var part: String
    /// How much of the part is done, from 0 to 1.
    public var fraction: Double
    /// What there is so far, as `12,345 labels`; empty where there is nothing to say.
    public var detail: String

    public init(_ part: String, _ fraction: Double, detail: String = "") {
        self.part = part
        self.fraction = fraction
        self.detail = detail
    }
}
