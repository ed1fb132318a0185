extension FormattedNumber {
    /// Things with their number before them: `1 kernel`, `1,511 kernels`.
    ///
    /// - Parameter noun: one that takes an s in the plural.
    public static func counted(_ count: Int, _ noun: String) -> String {
        "\(Digits.grouped(count)) \(noun)\(count == 1 ? "" : "s")"
    }
}
