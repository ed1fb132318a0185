import Interchange
import NetworkIR

#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#endif

/// Where a widened network is written: `NAME-wide.arch` in a folder.
struct WidenedFile {
    private let path: String
    private let comment: String

    /// Makes the folder where there is none; refuses a file that this command did not write.
    init(folder: String, network: String, file: String) throws(CommandFailure) {
        if mkdir(folder, 0o777) != 0, errno != EEXIST { throw CommandFailure(cannotWrite: folder, errno) }
        path = "\(folder)/\(network)-wide.arch"
        comment = "\(WidenedFile.mark) from \(file)"
        try EmittedText.refuseForeign(path, mark: WidenedFile.mark, author: "no 'archcost widen'")
    }

    /// What the comment of every widened network starts with.
    private static let mark = "Widened by archcost"

    func text(of network: Network) throws -> String { try network.languageText(comment: comment) }

    func write(_ text: String) throws { try OutputFile(path: path).write(text) }
}
