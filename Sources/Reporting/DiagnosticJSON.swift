import SourceText

/// Diagnostics as JSON, for editors and scripts.
public enum DiagnosticJSON {
    /// One diagnostic with its place and notes.
    public static func value(_ diagnostic: Diagnostic, in file: SourceFile) -> JSONValue {
        let place = file.place(at: diagnostic.range.start)
        let notes = diagnostic.notes.map { note -> JSONValue in
            let place = file.place(at: note.range.start)
            return [
                "file": .string(file.name), "line": .integer(place.line), "column": .integer(place.column),
                "message": .string(note.message),
            ]
        }
        return [
            "file": .string(file.name), "line": .integer(place.line), "column": .integer(place.column),
            "severity": .string(diagnostic.severity.rawValue), "identifier": .string(diagnostic.identifier),
            "message": .string(diagnostic.message), "notes": .array(notes),
        ]
    }
}
