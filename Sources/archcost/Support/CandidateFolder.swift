import ArchLanguage
import Interchange
import NetworkIR
import SourceText
import SpaceExploration

#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#endif

/// A folder that candidates are written into, each as canonical text.
struct CandidateFolder {
    let path: String
    /// False where the space was spanned around a network: nobody wrote its words.
    let keepsWords: Bool

    /// Makes the folder where there is none.
    init(path: String, keepsWords: Bool) throws(CommandFailure) {
        self.path = path
        self.keepsWords = keepsWords
        if mkdir(path, 0o777) != 0, errno != EEXIST { throw CommandFailure(cannotWrite: path, errno) }
    }

    /// Writes candidates, `NAME-RANK.arch` each, ranks as wide as the last.
    ///
    /// - Throws: before anything is written, where a file of one of the names is not the work of an earlier search.
    func write(_ candidates: [Candidate], file: String) throws {
        let width = String(candidates.count).count
        let paths = candidates.indices.map { index in
            let number = String(index + 1)
            let rank = String(repeating: "0", count: width - number.count) + number
            return "\(path)/\(candidates[index].space.name)-\(rank).arch"
        }
        for path in paths {
            try EmittedText.refuseForeign(path, mark: CandidateFolder.mark, author: "no search")
        }
        for (index, candidate) in candidates.enumerated() {
            let settings = candidate.decisions.map(\.description).joined(separator: " ")
            let comment = "\(CandidateFolder.mark) in \(file), rank \(index + 1): \(settings)"
            let text = try candidate.text(comment: comment, keepsWords: keepsWords)
            try OutputFile(path: paths[index]).write(text)
        }
    }

    /// What the comment of every candidate starts with.
    private static let mark = "Found by archcost search"
}

extension Candidate {
    /// The candidate in the words of its space's file where they can say it, else as its layers show it.
    fileprivate func text(comment: String, keepsWords: Bool) throws -> String {
        let own = try network()
        if keepsWords, let text = space.text(at: assignment),
            let read = try? DesignSpace(SourceFile(name: space.name, text: text), name: space.name),
            let network = try? read.network(), network.computesSame(as: own)
        {
            return "# \(comment)\n\(text)"
        }
        return try own.languageText(comment: comment)
    }
}
