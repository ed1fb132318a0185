extension JSONValue {
    /// A cell as JSON.
    public init(_ cell: CellValue) {
        self =
            switch cell {
            case .missing: .null
            case .text(let text): .string(text)
            case .integer(let integer): .integer(integer)
            case .number(let number): .number(number)
            case .flag(let flag): .bool(flag)
            }
    }
}

extension Report {
    /// The report as one object: `rows` and `totals`, each a list of objects in column order, and `notes`.
    public var json: JSONValue { json(with: []) }

    /// The same behind members of a command's own.
    public func json(with members: [JSONMember]) -> JSONValue {
        .object(
            members + [
                JSONMember("rows", .array(rows.map(object))), JSONMember("totals", .array(totals.map(object))),
                JSONMember("notes", .array(notes.map { .string($0) })),
            ])
    }

    /// The rows alone, each an object in column order, for documents that hold several reports.
    public var rowObjects: [JSONValue] { rows.map(object) }

    private func object(_ row: [CellValue]) -> JSONValue {
        .object(zip(columns, row).map { column, cell in JSONMember(column.name, JSONValue(cell)) })
    }
}
