extension Report {
    /// The cells as people read them, without alignment: for renderings outside of this module.
    public func formatted(_ precision: NumberPrecision = .short) -> (rows: [[String]], totals: [[String]]) {
        let formats = columns.map { CellFormat($0, precision) }
        func texts(_ cells: [CellValue]) -> [String] { zip(formats, cells).map { $0.text(of: $1).text } }
        return (rows.map(texts), totals.map(texts))
    }
}
